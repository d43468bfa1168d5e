/** Stylesheets are bundled beside the script that names them (esbuild); importing one gives no value. */
declare module '*.css';
