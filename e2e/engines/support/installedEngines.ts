import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

/** The engines in which the main stories run. */
export const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK'] as const
export type EngineName = (typeof ENGINES)[number]

/** The programs of an engine that is installed. */
export interface InstalledEngine {
	name: EngineName
	version: string
	browser: string
	/** The WebDriver server, where the browser does not speak a protocol itself. */
	driver?: string
}

const LIBRARIES = '/usr/lib'
const DRIVER = '/usr/bin/WebKitWebDriver'

/**
 * Returns the engine if this machine has it; otherwise null. Chromium and Firefox must also start.
 * Chromium is the browser that people use: its headless shell saves no downloads of a window with
 * storage of its own.
 */
export function findEngine(name: EngineName): InstalledEngine | null {
	if (name === 'WebKitGTK') return findWebKitGtk()
	const paths =
		name === 'Firefox'
			? ['/usr/bin/firefox-esr', '/usr/bin/firefox']
			: ['/usr/bin/chromium', '/usr/bin/google-chrome', process.env['CHROMIUM'] ?? '']
	for (const browser of paths) {
		const version = existsSync(browser) ? versionOf(browser, ['--version'], /[\d.]+(esr)?/) : ''
		if (version) return { name, version, browser }
	}
	return null
}

/**
 * Returns WebKitGTK if the machine has its WebDriver server, the MiniBrowser of the same library
 * and Xvfb for a display; otherwise null.
 */
function findWebKitGtk(): InstalledEngine | null {
	const browser = miniBrowsers()[0]
	if (!browser || !existsSync(DRIVER) || !existsSync('/usr/bin/Xvfb')) return null
	return {
		name: 'WebKitGTK',
		version: versionOf('dpkg', ['-s', 'webkit2gtk-driver'], /(?<=Version: )[\d.]+/),
		browser,
		driver: DRIVER,
	}
}

function miniBrowsers(): string[] {
	if (!existsSync(LIBRARIES)) return []
	return readdirSync(LIBRARIES)
		.flatMap((platform) =>
			['webkitgtk-6.0', 'webkit2gtk-4.1'].map((library) => `${LIBRARIES}/${platform}/${library}/MiniBrowser`),
		)
		.filter((path) => existsSync(path))
}

/** Returns the part of a program's version output that matches the pattern, or ''. */
function versionOf(program: string, args: readonly string[], pattern: RegExp): string {
	const { stdout } = spawnSync(program, args, { encoding: 'utf8' })
	return pattern.exec(stdout ?? '')?.[0] ?? ''
}
