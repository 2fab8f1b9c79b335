/**
 * The document in which people write a practice (room `practice:<id>`). It has the form of a
 * board's document (DOC1, DOC2), so that the gate, the offline store, undo and the log handle it
 * without changes. Each section in each language is a card with the id `shape:<section>-<locale>`.
 * The server creates all of these cards before anyone opens the document: if two people each
 * created the same card, the text of one of them would be lost. The images of the practice are
 * image records, in their order on the board; the first one represents the practice. Nothing else
 * in the document is read.
 */
import { getIndexBelow, type IndexKey } from '@tldraw/utils'
import type * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale } from '../domain/locales.ts'
import { PRACTICE_SECTIONS, type PracticeImage, type PracticeSection, type PracticeTexts } from '../domain/Practice.ts'
import { BoardProjection } from './BoardProjection.ts'
import { isImage } from './boardContent.ts'
import { type Records, recordsOf, textOf } from './boardDocument.ts'
import { buildCard, buildImage, indicesOnTop } from './buildRecords.ts'
import type { FieldChanges } from './recordCodec.ts'
import { putRecord } from './recordWrites.ts'
import { FIRST_INDEX, type ImageShape, PAGE_ID } from './schema.ts'

/** Returns the id of the record of a section in a language. */
export function sectionRecord(section: PracticeSection, locale: Locale): string {
	return `shape:${section}-${locale}`
}

/**
 * Creates the records of all sections in all languages, for a new document. Must be called in a
 * transaction.
 */
export function createSections(doc: Y.Doc): void {
	for (const locale of LOCALES) for (const section of PRACTICE_SECTIONS) openSection(doc, section, locale)
}

/** Returns the text of a section, and creates its record if it is missing. */
function openSection(doc: Y.Doc, section: PracticeSection, locale: Locale): Y.Text {
	const records = recordsOf(doc)
	const id = sectionRecord(section, locale)
	const known = textOf(records, id)
	if (known) return known
	putRecord(records, buildCard(id.slice('shape:'.length), { x: 0, y: 0, index: 'a1' as IndexKey }, { kind: 'note' }))
	return textOf(records, id) as Y.Text
}

/** Reads the texts of a practice by language; languages without a text are left out. */
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

/** Reads the images of a practice: the first `LIMITS.maxPracticeImages` if there are more. */
export function readPracticeImages(doc: Y.Doc): PracticeImage[] {
	return practiceImageRecords(recordsOf(doc)).map(({ props: { path, alt, w, h } }) => ({
		path,
		alt,
		width: Math.round(w),
		height: Math.round(h),
	}))
}

/** Returns the image records of a practice in their order; `records` are those of its document. */
export function practiceImageRecords(records: Records): ImageShape[] {
	const board = new BoardProjection(records)
	board.readAll()
	const place = ({ index, id }: ImageShape) => `${index} ${id}`
	const images = [...board.shown.values()].filter(isImage).sort((a, b) => (place(a) < place(b) ? -1 : 1))
	return images.slice(0, LIMITS.maxPracticeImages)
}

/** Returns the change of an image's fields that puts it before the others. */
export function placeFirst(images: readonly ImageShape[]): FieldChanges {
	return { index: getIndexBelow(images[0]?.index) }
}

/**
 * Adds images after the existing ones, up to the maximum that a practice may have. Must be called
 * in a transaction.
 */
export function addPracticeImages(doc: Y.Doc, images: readonly PracticeImage[]): void {
	const records = recordsOf(doc)
	const present = practiceImageRecords(records)
	const added = images.slice(0, LIMITS.maxPracticeImages - present.length)
	const board = new BoardProjection(records)
	board.readAll()
	const indices = indicesOnTop(board.shown.values(), PAGE_ID, added.length)
	for (const [at, { path, alt, width: w = 320, height: h = 240 }] of added.entries()) {
		const position = { x: 0, y: 0, index: indices[at] ?? FIRST_INDEX }
		putRecord(records, buildImage(createId(), position, { w, h, path, alt }))
	}
}

/**
 * Replaces these sections of a language. A section with the same text is not written. Must be
 * called in a transaction.
 */
export function writePracticeTexts(doc: Y.Doc, locale: Locale, texts: PracticeTexts): void {
	for (const [section, text] of Object.entries(texts) as [PracticeSection, string][]) {
		const shared = openSection(doc, section, locale)
		if (shared.toString() === text) continue
		shared.delete(0, shared.length)
		shared.insert(0, text)
	}
}
