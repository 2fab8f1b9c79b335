import type { SkippedEntry } from '@charrette/shared'
import { z } from 'zod'
import { decodeText } from '../decodeText.ts'
import { ImportRefusedError } from '../FileDraft.ts'
import type { ZipEntry } from '../openZip.ts'
import { parseJson } from '../parseJson.ts'
import { readXml } from '../xlsx/readXml.ts'
import type { Topic } from './topics.ts'

/** A map of the file, which has one or several. */
export interface XmindSheet {
	topics: Topic[]
	skipped: SkippedEntry[]
}

const MAX_TOPICS = 20_000
const MAX_ENTRY_LETTERS = 80

/** The content of XMind since 2020, and of XMind 8. */
const PARTS = ['content.json', 'content.xml'] as const

/** Whether an archive is a file of XMind. OpenDocument has parts of the same names. */
export function isXmind(entries: readonly ZipEntry[]): boolean {
	const has = (wanted: string) => entries.some(({ name }) => name === wanted)
	if (has('mimetype')) return false
	return has('content.json') ? has('metadata.json') || has('manifest.json') : has('content.xml') && has('meta.xml')
}

/**
 * Reads the maps of a file of XMind. Connections between topics, images, and addresses behind
 * topics are listed. Throws an `ImportRefusedError` if it is damaged or has too many topics.
 */
export function readXmind(entries: readonly ZipEntry[]): XmindSheet[] {
	const entry = entries.find(({ name }) => name === PARTS[0]) ?? entries.find(({ name }) => name === PARTS[1])
	const text = entry && decodeText(entry.read())?.text
	if (!text) throw new ImportRefusedError('damaged_file')
	return entry.name === PARTS[0] ? readSheets(parseJson(text)) : readXmind8(text)
}

const text = z.string().catch('')
const texts = z.array(z.string()).catch([])
const topicSchema = z.object({
	title: text,
	labels: texts,
	href: text,
	image: z.object({ src: text }).optional().catch(undefined),
	notes: z
		.object({ plain: z.object({ content: text }) })
		.optional()
		.catch(undefined),
	style: z
		.object({ properties: z.record(z.string(), z.unknown()) })
		.optional()
		.catch(undefined),
	children: z.record(z.string(), z.array(z.unknown()).catch([])).catch({}),
})
const sheetSchema = z.object({ rootTopic: z.unknown(), relationships: z.array(z.unknown()).catch([]) })

function readSheets(json: unknown): XmindSheet[] {
	const { data } = z.array(sheetSchema).safeParse(json)
	if (!data) throw new ImportRefusedError('damaged_file')
	return data.map(({ rootTopic, relationships }) => {
		const sheet: XmindSheet = { topics: [], skipped: [] }
		// The depth of JSON is bounded, and with it this recursion.
		addJsonTopic(sheet, rootTopic, 0)
		for (const one of relationships) skip(sheet, titleIn(one), 'not_for_boards')
		return sheet
	})
}

function titleIn(value: unknown): string {
	return typeof value === 'object' && value !== null && 'title' in value ? String(value.title) : ''
}

function addJsonTopic(sheet: XmindSheet, value: unknown, depth: number): void {
	const { data } = topicSchema.safeParse(value)
	if (!data) {
		skip(sheet, '', 'not_readable')
		return
	}
	const colour = String(data.style?.properties['svg:fill'] ?? '')
	const note = data.notes?.plain.content.trim() ?? ''
	addTopic(sheet, { depth, text: data.title.trim(), note, labels: data.labels, colour })
	if (data.href !== '') skip(sheet, data.href, 'address_left_out')
	if (data.image) skip(sheet, data.title, 'no_picture')
	// Topics that float beside the map come last.
	const { attached = [], ...others } = data.children
	for (const child of [attached, ...Object.values(others)].flat()) addJsonTopic(sheet, child, depth + 1)
}

type Place = 'title' | 'note' | 'label'
const PLACES: Readonly<Record<string, Place>> = { title: 'title', label: 'label', plain: 'note' }

function listLosses(
	sheet: XmindSheet,
	name: string,
	{ address, topic }: { address: string; topic: Topic | undefined },
): void {
	if (name === 'topic' && address !== '') skip(sheet, address, 'address_left_out')
	else if (name === 'relationship') skip(sheet, '', 'not_for_boards')
	else if (name === 'img') skip(sheet, topic?.text ?? '', 'no_picture')
}

function readXmind8(xml: string): XmindSheet[] {
	const sheets: XmindSheet[] = []
	const open: Topic[] = []
	let place: Place | null = null
	let written = ''
	readXml(xml, {
		open(name, attribute) {
			if (name === 'sheet') sheets.push({ topics: [], skipped: [] })
			const sheet = sheets.at(-1)
			if (!sheet) return
			if (name === 'topic')
				open.push(addTopic(sheet, { depth: open.length, text: '', note: '', labels: [], colour: '' }))
			listLosses(sheet, name, { address: attribute('href') ?? '', topic: open.at(-1) })
			place = PLACES[name] ?? place
			if (place !== null) written = ''
		},
		text(part) {
			if (place !== null) written += part
		},
		close(name) {
			const topic = open.at(-1)
			const end = PLACES[name]
			if (name === 'topic') open.pop()
			if (end === undefined || place !== end) return
			if (topic && place === 'title') topic.text = written.trim()
			else if (topic && place === 'note') topic.note = written.trim()
			else if (topic) topic.labels = [...topic.labels, written.trim()]
			place = null
		},
	})
	return sheets
}

function addTopic({ topics }: XmindSheet, topic: Topic): Topic {
	if (topics.length >= MAX_TOPICS) throw new ImportRefusedError('too_much_inside')
	topics.push(topic)
	return topic
}

function skip({ skipped }: XmindSheet, entry: string, reason: SkippedEntry['reason']): void {
	skipped.push({ ...(entry !== '' && { entry: entry.slice(0, MAX_ENTRY_LETTERS) }), reason })
}
