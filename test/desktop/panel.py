"""The session bus as a test needs it: is the panel there, what does the tray show, which notifications came.

panel.py ready | tray | click | log FILE
"""
import base64
import json
import sys

from gi.repository import Gio, GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)


def call(name, path, interface, method, arguments=None):
    reply = bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 5000, None)
    return reply.unpack()


def get(name, path, interface, key):
    properties = "org.freedesktop.DBus.Properties"
    return call(name, path, properties, "Get", GLib.Variant("(ss)", (interface, key)))[0]


def owned(name):
    return call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (name,)))[0]


def item():
    registered = get(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems")
    if not registered:
        return None
    name, _, path = registered[-1].partition("/")
    return name, "/" + (path or "StatusNotifierItem")


def describe(found):
    if found is None:
        return None
    tooltip = get(*found, ITEM, "ToolTip")
    pictures = get(*found, ITEM, "IconPixmap")
    largest = max(pictures, key=lambda picture: picture[0])[2] if pictures else []
    return {
        "service": found[0],
        "tooltip": tooltip[2] or tooltip[3],
        "picture": base64.b64encode(bytes(largest)).decode(),
    }


def follow(path):
    log = open(path, "a", encoding="utf-8")
    monitor = Gio.DBusConnection.new_for_address_sync(
        Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None),
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None,
        None,
    )

    def seen(_connection, message, incoming):
        if incoming and message.get_member() == "Notify":
            body = message.get_body().unpack()
            log.write(json.dumps({"title": body[3], "body": body[4]}, ensure_ascii=False) + "\n")
            log.flush()
        # A monitor must not answer what was meant for somebody else.
        return None if incoming and message.get_message_type() == Gio.DBusMessageType.METHOD_CALL else message

    monitor.add_filter(seen)
    rule = "interface='org.freedesktop.Notifications',member='Notify'"
    monitor.call_sync(
        "org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.Monitoring",
        "BecomeMonitor",
        GLib.Variant("(asu)", ([rule], 0)),
        None,
        Gio.DBusCallFlags.NONE,
        5000,
        None,
    )
    GLib.MainLoop().run()


command = sys.argv[1]
if command == "ready":
    print("yes" if owned(WATCHER) and owned("org.freedesktop.Notifications") else "no")
elif command == "tray":
    print(json.dumps(describe(item())))
elif command == "click":
    found = item()
    call(*found, ITEM, "Activate", GLib.Variant("(ii)", (0, 0)))
elif command == "log":
    follow(sys.argv[2])
