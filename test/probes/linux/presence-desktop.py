"""Stand-ins for what tells of presence, on a bus of the test: Mutter's idle monitor, a screen saver, and logind.

usage: presence-desktop.py NAME ...     NAME: mutter, gnome-saver, mate-saver, plasma, logind, gnome-session
One command a line on stdin, answered with a line on stdout: idle MS, active yes|no, locked yes|no, front yes|no,
hint SECONDS-OF-MONOTONIC-CLOCK|no, sleep yes|no, inhibited yes|no.
"""
import sys
from gi.repository import Gio, GLib

STATE = {'idle': 0, 'active': False, 'inhibited': False}
SESSION = '/org/freedesktop/login1/session/c1'
USER = '/org/freedesktop/login1/user/_1000'
session = {
    'LockedHint': GLib.Variant('b', False), 'Active': GLib.Variant('b', True), 'Type': GLib.Variant('s', 'x11'),
    'IdleHint': GLib.Variant('b', False), 'IdleSinceHintMonotonic': GLib.Variant('t', 0),
}


def saver(interface):
    return ('<interface name="%s"><method name="GetActive"><arg direction="out" type="b"/></method>'
            '<method name="GetSessionIdleTime"><arg direction="out" type="u"/></method>'
            '<signal name="ActiveChanged"><arg type="b"/></signal></interface>' % interface)


SERVICES = {
    'mutter': ('org.gnome.Mutter.IdleMonitor', [('/org/gnome/Mutter/IdleMonitor/Core',
        '<interface name="org.gnome.Mutter.IdleMonitor"><method name="GetIdletime"><arg direction="out" type="t"/>'
        '</method></interface>')]),
    'gnome-saver': ('org.gnome.ScreenSaver', [('/org/gnome/ScreenSaver', saver('org.gnome.ScreenSaver'))]),
    'mate-saver': ('org.mate.ScreenSaver', [('/org/mate/ScreenSaver', saver('org.mate.ScreenSaver'))]),
    'plasma': ('org.freedesktop.ScreenSaver', [('/ScreenSaver', saver('org.freedesktop.ScreenSaver')),
        ('/org/freedesktop/ScreenSaver', saver('org.freedesktop.ScreenSaver'))]),
    'gnome-session': ('org.gnome.SessionManager', [('/org/gnome/SessionManager',
        '<interface name="org.gnome.SessionManager"><method name="IsInhibited"><arg direction="in" type="u"/>'
        '<arg direction="out" type="b"/></method></interface>')]),
    'logind': ('org.freedesktop.login1', [
        ('/org/freedesktop/login1', '<interface name="org.freedesktop.login1.Manager"><method name="GetUser">'
         '<arg direction="in" type="u"/><arg direction="out" type="o"/></method>'
         '<signal name="PrepareForSleep"><arg type="b"/></signal></interface>'),
        (USER, '<interface name="org.freedesktop.login1.User"><property name="Display" type="(so)" access="read"/>'
         '</interface>'),
        (SESSION, '<interface name="org.freedesktop.login1.Session">%s</interface>' % ''.join(
            '<property name="%s" type="%s" access="read"/>' % (key, value.get_type_string())
            for key, value in session.items()))]),
}


def called(connection, sender, path, interface, method, arguments, invocation):
    answers = {
        'GetIdletime': lambda: GLib.Variant('(t)', (STATE['idle'],)),
        'GetSessionIdleTime': lambda: GLib.Variant('(u)', (STATE['idle'],)),
        'GetActive': lambda: GLib.Variant('(b)', (STATE['active'],)),
        'IsInhibited': lambda: GLib.Variant('(b)', (STATE['inhibited'],)),
        'GetUser': lambda: GLib.Variant('(o)', (USER,)),
    }
    invocation.return_value(answers[method]())


def read(connection, sender, path, interface, key):
    return GLib.Variant('(so)', ('c1', SESSION)) if key == 'Display' else session[key]


wanted = sys.argv[1:]
bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)


def emit(path, interface, signal, value):
    bus.emit_signal(None, path, interface, signal, value)


def session_changed(**changes):
    session.update(changes)
    emit(SESSION, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
         GLib.Variant('(sa{sv}as)', ('org.freedesktop.login1.Session', changes, [])))


def obey(word, value):
    yes = value == 'yes'
    if word == 'idle':
        STATE['idle'] = int(value)
    elif word == 'inhibited':
        STATE['inhibited'] = yes
    elif word == 'active':
        STATE['active'] = yes
        for name in wanted:
            for path, xml in SERVICES[name][1]:
                if 'ActiveChanged' in xml:
                    emit(path, SERVICES[name][0], 'ActiveChanged', GLib.Variant('(b)', (yes,)))
    elif word == 'locked':
        session_changed(LockedHint=GLib.Variant('b', yes))
    elif word == 'front':
        session_changed(Active=GLib.Variant('b', yes))
    elif word == 'hint':
        since = 0 if value == 'no' else int(float(value) * 1e6)
        session_changed(IdleHint=GLib.Variant('b', value != 'no'), IdleSinceHintMonotonic=GLib.Variant('t', since))
    elif word == 'sleep':
        emit('/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
             GLib.Variant('(b)', (yes,)))
    bus.flush_sync(None)


def line(channel, condition):
    text = sys.stdin.readline()
    if not text:
        sys.exit(0)
    obey(*text.split())
    print('done', flush=True)
    return True


for name in wanted:
    for path, xml in SERVICES[name][1]:
        for interface in Gio.DBusNodeInfo.new_for_xml('<node>%s</node>' % xml).interfaces:
            bus.register_object(path, interface, called, read, None)
    bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                  GLib.Variant('(su)', (SERVICES[name][0], 0)), None, Gio.DBusCallFlags.NONE, 5000, None)
if 'plasma' in wanted:
    bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                  GLib.Variant('(su)', ('org.kde.screensaver', 0)), None, Gio.DBusCallFlags.NONE, 5000, None)
print('ready', flush=True)
GLib.io_add_watch(0, GLib.IO_IN, line)
GLib.MainLoop().run()
