import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES, type Locale, pickLanguage } from '@charrette/shared'
import type { AddedLanguage } from '../languages/checkLanguage.ts'

/** The manifest that the build of the client writes: what each module became, by its path in the source. */
type Manifest = Record<string, { file: string; imports?: string[] }>

/** The first texts of each language, a chunk of its own. */
const textsOf = (locale: Locale) => `src/i18n/app/${locale}.ts`

/**
 * The index page by the languages that a browser asks for (`Accept-Language`): it names the texts of the best one, which are so fetched with the
 * program instead of after it, a round trip earlier (LOAD4). It also names the languages that the host has added, so that the client knows
 * them before it shows a text. Undefined without an index page.
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

/** The page with the languages in an attribute: the content security policy allows no script in the page. */
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

/** A build of before, or of a test, has none. */
function readManifest(folder: string): Manifest {
	const file = join(folder, '.vite/manifest.json')
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}

/** The files of a module with all that it imports at once. */
function chunksOf(manifest: Manifest, module: string): string[] {
	const keys = new Set([module])
	for (const key of keys) for (const imported of manifest[key]?.imports ?? []) keys.add(imported)
	return [...keys].flatMap((key) => manifest[key]?.file ?? [])
}
