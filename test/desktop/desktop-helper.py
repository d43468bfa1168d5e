# What only a program inside the desktop session can do, for desktop.ts: one request a line on stdin as JSON
# {"id": 1, "do": "tray", ...}, one answer a line on stdout {"id": 1, "value": ...} or {"id": 1, "error": "..."}.
# It also stands in for org.freedesktop.login1 on the session's own system bus and keeps a log of notifications.
import json
import os
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Wnck", "3.0")
from gi.repository import Gdk, GdkPixbuf, Gio, GLib, Wnck

SESSION = Gio.bus_get_sync(Gio.BusType.SESSION, None)
SYSTEM = Gio.bus_get_sync(Gio.BusType.SYSTEM, None)
PROPERTIES = "org.freedesktop.DBus.Properties"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
WATCHER = "org.kde.StatusNotifierWatcher"


def call(name, path, interface, method, arguments=None, bus=SESSION):
    reply = bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 5000, None)
    return reply.unpack()


def read(name, path, interface, key):
    """A property's value, or None where the object has no such property."""
    try:
        return call(name, path, PROPERTIES, "Get", GLib.Variant("(ss)", (interface, key)))[0]
    except GLib.Error:
        return None


# --- the tray, by the StatusNotifierItem protocol and by dbusmenu


def tray_items(_request):
    places = read(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems") or []
    return [tray_item(place) for place in places]


def tray_item(place):
    name, _, path = place.partition("/")
    path = "/" + (path or "StatusNotifierItem")
    tooltip = read(name, path, ITEM, "ToolTip")
    return {
        "name": name,
        "path": path,
        "title": read(name, path, ITEM, "Title"),
        # (icon name, pixmaps, title, text): Electron writes the words to the title.
        "tooltip": (tooltip[2] or tooltip[3]) if tooltip else None,
        "colour": icon_colour(name, path),
        "menu": read(name, path, ITEM, "Menu"),
    }


def icon_colour(name, path):
    """Chromium hands over a file on some desktops (by XDG_CURRENT_DESKTOP) and the pixels themselves on others."""
    folder, icon = read(name, path, ITEM, "IconThemePath"), read(name, path, ITEM, "IconName")
    if folder and icon:
        image = GdkPixbuf.Pixbuf.new_from_file(os.path.join(folder, icon + ".png"))
        pixels, width, stride = image.get_pixels(), image.get_width() * 4, image.get_rowstride()
        rows = [pixels[at : at + width] for at in range(0, image.get_height() * stride, stride)]
        return main_colour(b"".join(rows), 3, 0)
    pixmaps = read(name, path, ITEM, "IconPixmap") or []
    largest = max(pixmaps, key=lambda one: one[0], default=None)
    return main_colour(bytes(largest[2]), 0, 1) if largest else None


def main_colour(pixels, alpha, red):
    """The most frequent opaque colour, as #rrggbb, of four-byte pixels whose alpha and red lie at these places."""
    counts = {}
    for at in range(0, len(pixels) - 3, 4):
        if pixels[at + alpha] > 200:
            colour = pixels[at + red : at + red + 3]
            counts[colour] = counts.get(colour, 0) + 1
    return "#" + max(counts, key=counts.get).hex() if counts else None


def tray_menu(request):
    name, path = request["name"], request["menu"]
    try:
        call(name, path, MENU, "AboutToShow", GLib.Variant("(i)", (0,)))
    except GLib.Error:
        pass
    _, layout = call(name, path, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
    return entries(layout)


def entries(node):
    _, _, children = node
    return [entry(child) for child in children if child[1].get("visible", True)]


def entry(node):
    number, properties, _ = node
    # One underscore marks the access key, two are one to be shown.
    label = properties.get("label", "").replace("__", "\0").replace("_", "").replace("\0", "_")
    return {
        "id": number,
        "label": label,
        "enabled": properties.get("enabled", True),
        "checked": properties.get("toggle-state") == 1,
        "entries": entries(node),
    }


def tray_choose(request):
    event = GLib.Variant("(isvu)", (request["entry"], "clicked", GLib.Variant("i", 0), 0))
    call(request["name"], request["menu"], MENU, "Event", event)


def tray_activate(request):
    call(request["name"], request["path"], ITEM, "Activate", GLib.Variant("(ii)", (0, 0)))


# --- what is on the screen


def screenshot(request):
    root = Gdk.get_default_root_window()
    image = Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height())
    image.savev(request["file"], "png", [], [])


def windows(_request):
    screen = Wnck.Screen.get_default()
    screen.force_update()
    return [window(one) for one in screen.get_windows_stacked()]


def window(one):
    x, y, width, height = one.get_client_window_geometry()
    return {
        "title": one.get_name(),
        "class": one.get_class_group_name(),
        "pid": one.get_pid(),
        "bounds": {"x": x, "y": y, "width": width, "height": height},
        "inTaskList": not one.is_skip_tasklist(),
        "active": one.is_active(),
    }


# --- what the desktop has been told


NOTIFICATIONS = []


def notifications(_request):
    return NOTIFICATIONS


def watch_notifications():
    address = Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    monitor = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
    monitor.add_filter(seen)
    match = ["type='method_call',interface='org.freedesktop.Notifications',member='Notify'"]
    arguments = GLib.Variant("(asu)", (match, 0))
    call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor", arguments, monitor)
    return monitor


def seen(_connection, message, incoming):
    if incoming and message.get_member() == "Notify":
        app, _, _, title, body, actions, _, _ = message.get_body().unpack()
        # Of each action its key and its label, in turns.
        NOTIFICATIONS.append({"app": app, "title": title, "body": body, "actions": actions[::2]})
    # A monitor must never answer: to pass the call on would send "no such method".
    is_call = message.get_message_type() == Gio.DBusMessageType.METHOD_CALL
    return None if incoming and is_call else message


# --- the stand-in for org.freedesktop.login1: one session, which is locked, unlocked, put to sleep on request


LOGIN1 = "org.freedesktop.login1"
MANAGER_PATH = "/org/freedesktop/login1"
SESSION_PATH = "/org/freedesktop/login1/session/_31"
LOGIN1_XML = """<node>
<interface name="org.freedesktop.login1.Manager">
 <method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="out"/></method>
 <method name="GetSession"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
 <method name="GetSessionByPID"><arg type="u" direction="in"/><arg type="o" direction="out"/></method>
 <method name="ListSessions"><arg type="a(susso)" direction="out"/></method>
 <signal name="PrepareForSleep"><arg type="b"/></signal>
</interface>
<interface name="org.freedesktop.login1.Session">
 <property name="Id" type="s" access="read"/><property name="Type" type="s" access="read"/>
 <property name="Active" type="b" access="read"/><property name="LockedHint" type="b" access="read"/>
 <signal name="Lock"/><signal name="Unlock"/>
</interface>
</node>"""
SESSION_STATE = {"Id": "1", "Type": "x11", "Active": True, "LockedHint": False}
INHIBITORS = []


def own_login1():
    manager, session = Gio.DBusNodeInfo.new_for_xml(LOGIN1_XML).interfaces
    SYSTEM.register_object(MANAGER_PATH, manager, manager_call, None, None)
    for path in (SESSION_PATH, "/org/freedesktop/login1/session/auto"):
        SYSTEM.register_object(path, session, None, lambda *about: variant(about[4]), None)
    Gio.bus_own_name_on_connection(SYSTEM, LOGIN1, Gio.BusNameOwnerFlags.NONE, None, None)


def manager_call(_connection, _sender, _path, _interface, method, _arguments, invocation):
    if method == "Inhibit":
        mine, theirs = os.pipe()
        INHIBITORS.append(mine)
        handles = Gio.UnixFDList.new()
        index = handles.append(theirs)
        os.close(theirs)
        return invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (index,)), handles)
    if method == "ListSessions":
        sessions = [("1", os.getuid(), os.environ.get("USER", ""), "seat0", SESSION_PATH)]
        return invocation.return_value(GLib.Variant("(a(susso))", (sessions,)))
    return invocation.return_value(GLib.Variant("(o)", (SESSION_PATH,)))


def variant(key):
    value = SESSION_STATE[key]
    return GLib.Variant("b" if isinstance(value, bool) else "s", value)


def power(request):
    what = request["what"]
    if what in ("suspend", "resume"):
        SYSTEM.emit_signal(None, MANAGER_PATH, LOGIN1 + ".Manager", "PrepareForSleep", GLib.Variant("(b)", (what == "suspend",)))
        return
    SESSION_STATE["LockedHint"] = what == "lock"
    SYSTEM.emit_signal(None, SESSION_PATH, LOGIN1 + ".Session", what.title(), None)
    changed = GLib.Variant("(sa{sv}as)", (LOGIN1 + ".Session", {"LockedHint": variant("LockedHint")}, []))
    SYSTEM.emit_signal(None, SESSION_PATH, PROPERTIES, "PropertiesChanged", changed)


def has_owner(request):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (request["name"],)))[0]


def own_name(request):
    flags = GLib.Variant("(su)", (request["name"], 0))
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName", flags)[0]


# --- requests


REQUESTS = {
    "tray": tray_items,
    "tray-menu": tray_menu,
    "tray-choose": tray_choose,
    "tray-activate": tray_activate,
    "screenshot": screenshot,
    "windows": windows,
    "notifications": notifications,
    "power": power,
    "has-owner": has_owner,
    "own-name": own_name,
}


def answer(line):
    request = json.loads(line)
    try:
        value = {"value": REQUESTS[request["do"]](request)}
    except Exception as error:  # the test gets to see it
        value = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"id": request["id"], **value}), flush=True)


def on_input(channel, condition):
    if condition & (GLib.IOCondition.HUP | GLib.IOCondition.ERR):
        LOOP.quit()
        return False
    status, line, _, _ = channel.read_line()
    if status == GLib.IOStatus.EOF:
        LOOP.quit()
        return False
    answer(line)
    return True


LOOP = GLib.MainLoop()
Wnck.Screen.get_default()
MONITOR = watch_notifications()
own_login1()
GLib.io_add_watch(GLib.IOChannel.unix_new(sys.stdin.fileno()), GLib.IOCondition.IN | GLib.IOCondition.HUP, on_input)
print("ready", flush=True)
LOOP.run()
