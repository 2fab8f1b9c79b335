/**
 * Packages that are not bundled into the server, since they are native or read files of their own.
 * They are installed on the machine that runs it.
 */
export const EXTERNAL_PACKAGES = [
	'better-sqlite3',
	'better-sqlite3-13',
	'express',
	'harfbuzzjs',
	'pino',
	'pg',
	'piscina',
	'sharp',
	'subset-font',
]
