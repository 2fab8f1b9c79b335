/**
 * The document in which people write a practice (room `practice:<id>`). It has the form of a board's document (DOC1, DOC2), so
 * that the gate, the store on the device, undo and the log serve it as they are: each section in each language is a card whose
 * id is `shape:<section>-<locale>`. The server creates all of them before anybody opens the document: two people who each
 * created the same one would lose the text of one of them. Nothing else in the document counts.
 */
import type { IndexKey } from '@tldraw/utils'
import type * as Y from 'yjs'
import { LOCALES, type Locale } from '../domain/locales.ts'
import { PRACTICE_SECTIONS, type PracticeSection, type PracticeTexts } from '../domain/Practice.ts'
import { recordsOf, textOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { putRecord } from './recordCodec.ts'

/** The record of a section in a language. */
export function sectionRecord(section: PracticeSection, locale: Locale): string {
	return `shape:${section}-${locale}`
}

/** Creates the records of all sections in all languages, for a new document. Call it in a transaction. */
export function createSections(doc: Y.Doc): void {
	for (const locale of LOCALES) for (const section of PRACTICE_SECTIONS) openSection(doc, section, locale)
}

/** The text of a section; its record is created if it is missing. */
function openSection(doc: Y.Doc, section: PracticeSection, locale: Locale): Y.Text {
	const records = recordsOf(doc)
	const id = sectionRecord(section, locale)
	const known = textOf(records, id)
	if (known) return known
	putRecord(records, buildCard(id.slice('shape:'.length), { x: 0, y: 0, index: 'a1' as IndexKey }, { kind: 'note' }))
	return textOf(records, id) as Y.Text
}

/** The texts of a practice by language; languages without a text are left out. */
export function readPracticeTexts(doc: Y.Doc): Partial<Record<Locale, PracticeTexts>> {
	const records = recordsOf(doc)
	const found: Partial<Record<Locale, PracticeTexts>> = {}
	for (const locale of LOCALES) {
		const texts: PracticeTexts = {}
		for (const section of PRACTICE_SECTIONS) {
			const text = textOf(records, sectionRecord(section, locale))?.toString().trim()
			if (text) texts[section] = text
		}
		if (Object.keys(texts).length > 0) found[locale] = texts
	}
	return found
}

/** Replaces these sections of a language; sections that are equal stay untouched. Call it in a transaction. */
export function writePracticeTexts(doc: Y.Doc, locale: Locale, texts: PracticeTexts): void {
	for (const [section, text] of Object.entries(texts) as [PracticeSection, string][]) {
		const shared = openSection(doc, section, locale)
		if (shared.toString() === text) continue
		shared.delete(0, shared.length)
		shared.insert(0, text)
	}
}
