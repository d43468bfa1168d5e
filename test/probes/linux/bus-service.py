"""A service for the tests of the message bus, in another implementation of D-Bus than the one under test.

usage: bus-service.py NAME PATH INTERFACE [PROPERTY=SIGNATURE:VALUE ...]
"""
import sys
from gi.repository import Gio, GLib

name, path, interface = sys.argv[1:4]
properties = {}
for setting in sys.argv[4:]:
    key, _, typed = setting.partition('=')
    signature, _, text = typed.partition(':')
    properties[key] = GLib.Variant.parse(GLib.VariantType(signature), text, None, None)

XML = '<node><interface name="%s">%s<method name="Everything">' % (
    interface,
    ''.join('<property name="%s" type="%s" access="read"/>' % (key, value.get_type_string())
            for key, value in properties.items()),
) + ''.join('<arg direction="out" type="%s"/>' % t for t in ['b', 'y', 'n', 'i', 'u', 'x', 't', 'd', 's', 'o', 'as', '(si)', 'a{sv}', 'v', 'ay']) + '''
  </method>
  <method name="Echo"><arg direction="in" type="s"/><arg direction="out" type="s"/></method>
  <method name="Silent"><arg direction="out" type="s"/></method>
  <method name="Refuse"><arg direction="in" type="s"/></method>
</interface></node>'''

EVERYTHING = GLib.Variant('(byniuxtdsoas(si)a{sv}vay)', (
    True, 200, -5, -70000, 4000000000, 1777593600, 2 ** 40, 2.5, '工位', '/a/b', ['x', ''], ('s', -1),
    {'n': GLib.Variant('i', 3), 'deep': GLib.Variant('v', GLib.Variant('as', ['y']))},
    GLib.Variant('(bv)', (False, GLib.Variant('s', 'in'))), b'\x00\x01'))


def called(connection, sender, object_path, interface_name, method, arguments, invocation):
    if method == 'Echo':
        invocation.return_value(GLib.Variant('(s)', (arguments[0],)))
    elif method == 'Refuse':
        invocation.return_dbus_error(arguments[0], 'because')
    elif method == 'Everything':
        invocation.return_value(EVERYTHING)


def owned(connection, owned_name):
    print('ready', flush=True)


def on_bus(connection, owned_name):
    connection.register_object(
        path, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], called,
        lambda *a: properties[a[4]], None)


Gio.bus_own_name(Gio.BusType.SESSION, name, Gio.BusNameOwnerFlags.NONE, on_bus, owned, None)
GLib.MainLoop().run()
