import type { Block } from './OfficePages.ts'
import { formatNumber } from './readNumbering.ts'
import { readXml } from './readXml.ts'

/** The footnotes and endnotes of a Word document. */
export interface Notes {
	/** Returns the sign for a footnote at the place that refers to it. */
	referTo(id: string, hasOwnSign: boolean): string
	/** Returns the sign for an endnote, too. */
	referToEnd(id: string, hasOwnSign: boolean): string
	/** Returns the footnotes that were referred to since the last call, each once. */
	takeFootnotes(): Block[]
	/** Returns the endnotes that were referred to. */
	takeEndnotes(): Block[]
}

/** The sign of a note whose own sign is a part of the text. */
const OWN_SIGN = '*'
const RAISED = new Map([...'0123456789ivxlcdm'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐ'][at] ?? sign]))
const raise = (text: string) => [...text].map((sign) => RAISED.get(sign) ?? sign).join('')

/**
 * Returns the notes, numbered in the order in which the text refers to them, as Word does unless
 * the file says otherwise: footnotes 1, 2, 3 and endnotes i, ii, iii.
 */
export function createNotes(footnotes: string, endnotes: string): Notes {
	const foot = createCounter(readNotes(footnotes, 'footnote'), String)
	const end = createCounter(readNotes(endnotes, 'endnote'), (number) => formatNumber(number, 'lowerRoman'))
	return { referTo: foot.referTo, referToEnd: end.referTo, takeFootnotes: foot.take, takeEndnotes: end.take }
}

function createCounter(texts: ReadonlyMap<string, string>, format: (number: number) => string) {
	const marks = new Map<string, string>()
	let count = 0
	let waiting: Block[] = []
	return {
		referTo(id: string, hasOwnSign: boolean): string {
			const text = texts.get(id)
			if (text === undefined) return ''
			const known = marks.get(id)
			const mark = known ?? (hasOwnSign ? OWN_SIGN : format(++count))
			marks.set(id, mark)
			if (known === undefined) waiting.push({ type: 'note', mark, text })
			return hasOwnSign ? '' : raise(mark)
		},
		take(): Block[] {
			const taken = waiting
			waiting = []
			return taken
		},
	}
}

/** Reads the texts of notes by id; the lines between text and notes are of other types. */
function readNotes(xml: string, element: string): ReadonlyMap<string, string> {
	const texts = new Map<string, string>()
	let paragraphs: string[] = []
	let [id, isText, deletions] = ['', false, 0]
	const write = (text: string) => {
		if (deletions === 0) paragraphs.push((paragraphs.pop() ?? '') + text)
	}
	readXml(xml, {
		open(name, attribute) {
			if (name === element) {
				const isNote = ['', 'normal'].includes(attribute('type'))
				id = isNote ? attribute('id') : ''
				paragraphs = []
			} else if (name === 'p') paragraphs.push('')
			else if (name === 'del' || name === 'moveFrom') deletions++
			else if (name === 't') isText = true
			else if (name === 'tab' || name === 'br') write(' ')
		},
		text(text) {
			if (isText) write(text)
		},
		close(name) {
			if (name === 't') isText = false
			else if (name === 'del' || name === 'moveFrom') deletions--
			else if (name === element && id !== '')
				texts.set(
					id,
					paragraphs
						.map((text) => text.trim())
						.join('\n')
						.trim(),
				)
		},
	})
	return texts
}
