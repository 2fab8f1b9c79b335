import type { Locale } from '@charrette/shared'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** The language of Latin texts without another one. */
const LANGUAGES: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'en-GB', es: 'es-ES', fr: 'fr-FR' }
const PRESENTATION = 'ppt/presentation.xml'
const TYPES = '[Content_Types].xml'
const THEME = 'ppt/theme/theme1.xml'
const NOTES_THEME = 'ppt/theme/theme2.xml'
const NOTES_RELATIONS = 'ppt/notesMasters/_rels/notesMaster1.xml.rels'
const NOTES_LIST = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s
const SLIDE_LIST = '<p:sldIdLst>'

/**
 * Repairs a violation of the schema (ECMA-376, CT_Presentation) in the output of pptxgenjs 4.0.1:
 * moves the list of notes masters before the list of slides. PowerPoint accepts it there only if
 * the notes master has a theme of its own, so a copy of the theme is added. Texts without a
 * language get that of the presentation.
 */
export function completePackage(bytes: Uint8Array, locale: Locale): Uint8Array<ArrayBuffer> {
	const files = unzipSync(bytes)
	const edit = (path: string, change: (xml: string) => string) => {
		const file = files[path]
		if (!file) throw new Error(`a presentation without ${path}`)
		files[path] = strToU8(change(strFromU8(file)))
	}
	edit(PRESENTATION, (xml) => {
		const [list = ''] = NOTES_LIST.exec(xml) ?? []
		return xml.replace(list, '').replace(SLIDE_LIST, () => list + SLIDE_LIST)
	})
	edit(TYPES, (xml) => {
		const [override = ''] = /<Override PartName="\/ppt\/theme\/theme1\.xml"[^>]*>/.exec(xml) ?? []
		return xml.replace(override, () => override + override.replace('theme1', 'theme2'))
	})
	edit(NOTES_RELATIONS, (xml) => xml.replace('theme1.xml', 'theme2.xml'))
	// pptxgenjs writes `en-US` for every text without a language.
	for (const path of Object.keys(files))
		if (path.startsWith('ppt/slides/') && path.endsWith('.xml'))
			edit(path, (xml) => xml.replaceAll('lang="en-US"', `lang="${LANGUAGES[locale]}"`))
	files[NOTES_THEME] = files[THEME] ?? new Uint8Array()
	return zipSync(
		Object.fromEntries(
			Object.entries(files).map(([path, file]) => [path, [file, { level: path.endsWith('.png') ? 0 : 6 }]]),
		),
	)
}
