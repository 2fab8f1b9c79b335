import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES, type Locale, pickLanguage } from '@charrette/shared'
import type { AddedLanguage } from '../languages/checkLanguage.ts'

/**
 * Manifest of the client build: the output file and the imports of each module, by its path in the
 * source.
 */
type Manifest = Record<string, { file: string; imports?: string[] }>

/** Returns the source path of the initial texts of a language, which are a chunk of their own. */
const textsOf = (locale: Locale) => `src/i18n/app/${locale}.ts`

/**
 * Returns a function that picks the index page for the languages that a browser asks for
 * (`Accept-Language`); undefined without an index page. The page preloads the texts of the best
 * language, so that the browser fetches them together with the program and not after it, a round
 * trip earlier (LOAD4). It also lists the languages that the host has added, so that the client
 * knows them before it shows a text.
 */
export function readIndexPages(
	folder: string,
	added: readonly AddedLanguage[],
): ((accepted: readonly string[]) => string) | undefined {
	const file = join(folder, 'index.html')
	if (!existsSync(file)) return undefined
	const page = withLanguages(readFileSync(file, 'utf8'), added)
	const manifest = readManifest(folder)
	const pages = new Map(LOCALES.map((locale) => [locale, withPreloads(page, chunksOf(manifest, textsOf(locale)))]))
	const bases = new Map<string, Locale>(added.map(({ tag, base }) => [tag, base]))
	const known = [...LOCALES, ...bases.keys()]
	return (accepted) => {
		const tag = pickLanguage(accepted, known)
		return pages.get(bases.get(tag) ?? (tag as Locale)) ?? page
	}
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

function withPreloads(page: string, files: readonly string[]): string {
	const links = files
		.filter((file) => !page.includes(file))
		.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">\n`)
	return page.replace('</head>', () => `${links.join('')}</head>`)
}

/**
 * Returns the manifest. It is empty for builds of earlier releases and of tests, which have none.
 */
function readManifest(folder: string): Manifest {
	const file = join(folder, '.vite/manifest.json')
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}

/** Returns the files of a module and of all its static imports, direct and indirect. */
function chunksOf(manifest: Manifest, module: string): string[] {
	const keys = new Set([module])
	for (const key of keys) for (const imported of manifest[key]?.imports ?? []) keys.add(imported)
	return [...keys].flatMap((key) => manifest[key]?.file ?? [])
}
