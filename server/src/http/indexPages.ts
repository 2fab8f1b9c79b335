import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES, type Locale, pickLanguage } from '@charrette/shared'
import type { AddedLanguage } from '../languages/checkLanguage.ts'

/**
 * Manifest of the client build: the output file, the imports and the styles of each module, by its
 * path in the source.
 */
type Manifest = Record<string, { file: string; imports?: string[]; css?: string[] }>

/** Returns the source paths of the modules that every page fetches: the initial texts. */
const startOf = (locale: Locale) => [`src/i18n/app/${locale}.ts`]

/** The paths of the first pages (client/src/pages/App.tsx); those below `/w` show a board. */
const FIRST_PATH = /^\/(join|f|p|w\/[^/]+((\/dashboard)?\/b\/[^/]+)?)?$/

/** Returns the source paths of the modules that every board fetches, as canvas or as list. */
const boardOf = (locale: Locale) => [
	...startOf(locale),
	'src/pages/BoardPage.tsx',
	'src/connection/queryClient.tsx',
	`src/i18n/board/${locale}.ts`,
]

/** Returns the source paths of the modules that every other page fetches. */
const furtherOf = (locale: Locale) => [...startOf(locale), 'src/pages/FurtherPages.tsx']

/**
 * Returns a function that picks the index page for a path and the languages that a browser asks for
 * (`Accept-Language`); undefined without an index page. The page preloads the texts of the best
 * language, and the chunks of the page with this path (LOAD4). The browser then fetches them
 * together with the program and not after it, a round trip earlier. The page also lists the
 * languages that the host has added, so that the client knows them before it shows a text, and the
 * path of the server's address.
 */
export function readIndexPages(
	folder: string,
	{ added, base }: { added: readonly AddedLanguage[]; base: string },
): ((path: string, accepted: readonly string[]) => string) | undefined {
	const file = join(folder, 'index.html')
	if (!existsSync(file)) return undefined
	const page = withBase(withLanguages(readFileSync(file, 'utf8'), added), base)
	const manifest = readManifest(folder)
	const pagesWith = (modules: (locale: Locale) => string[]) =>
		new Map(
			LOCALES.map((locale) => [
				locale,
				withPreloads(
					page,
					filesOf(manifest, modules(locale)).map((name) => `${base}/${name}`),
				),
			]),
		)
	const pages = { start: pagesWith(startOf), board: pagesWith(boardOf), further: pagesWith(furtherOf) }
	const bases = new Map<string, Locale>(added.map(({ tag, base }) => [tag, base]))
	const known = [...LOCALES, ...bases.keys()]
	return (path, accepted) => {
		const tag = pickLanguage(accepted, known)
		return pages[kindOf(path)].get(bases.get(tag) ?? (tag as Locale)) ?? page
	}
}

function kindOf(path: string): 'start' | 'board' | 'further' {
	if (!FIRST_PATH.test(path)) return 'further'
	return path.startsWith('/w/') ? 'board' : 'start'
}

/**
 * Adds the languages to the page in an attribute, since the content security policy allows no
 * inline script.
 */
function withLanguages(page: string, added: readonly AddedLanguage[]): string {
	if (added.length === 0) return page
	const languages = added.map(({ tag, name, direction, base }) => ({ tag, name, direction, base }))
	const attribute = JSON.stringify(languages).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
	return page.replace('<html ', () => `<html data-languages="${attribute}" `)
}

/** Puts the server's path before the files of the page, and names it for the client (PATH1). */
function withBase(page: string, base: string): string {
	if (base === '') return page
	return page.replaceAll(/ (href|src)="\//g, ` $1="${base}/`).replace('<html ', `<html data-base="${base}" `)
}

function withPreloads(page: string, files: readonly string[]): string {
	const links = files
		.filter((file) => !page.includes(file))
		.map((file) => `<link ${file.endsWith('.css') ? PRELOAD_STYLE : PRELOAD_MODULE} crossorigin href="${file}">\n`)
	return page.replace('</head>', () => `${links.join('')}</head>`)
}

const PRELOAD_MODULE = 'rel="modulepreload"'
const PRELOAD_STYLE = 'rel="preload" as="style"'

/**
 * Returns the manifest. It is empty for builds of earlier releases and of tests, which have none.
 */
function readManifest(folder: string): Manifest {
	const file = join(folder, '.vite/manifest.json')
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}

/**
 * Returns the files of modules and of all their static imports, direct and indirect: scripts, then
 * styles.
 */
function filesOf(manifest: Manifest, modules: readonly string[]): string[] {
	const keys = new Set(modules)
	for (const key of keys) for (const imported of manifest[key]?.imports ?? []) keys.add(imported)
	const chunks = [...keys].flatMap((key) => manifest[key] ?? [])
	return [...new Set([...chunks.map(({ file }) => file), ...chunks.flatMap(({ css }) => css ?? [])])]
}
