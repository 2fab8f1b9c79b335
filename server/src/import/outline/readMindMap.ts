import type { SkippedEntry } from '@charrette/shared'
import { ImportRefusedError } from '../FileDraft.ts'
import { readXml } from '../xlsx/readXml.ts'
import type { Topic } from './topics.ts'

const ROOT = /^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--[\s\S]{0,2000}?-->\s*)*<(opml|map)[\s>]/
const MAX_TOPICS = 20_000
const MAX_ENTRY_LETTERS = 80

/** Whether a text is an outline in OPML, or a map of FreeMind or Freeplane. */
export function isMindMap(text: string): boolean {
	return ROOT.test(text.slice(0, 4096))
}

interface MindMap {
	topics: Topic[]
	skipped: SkippedEntry[]
}

/**
 * Reads the topics of OPML 2.0, or of a map of FreeMind. Addresses behind topics and connections
 * between them are listed. Throws an `ImportRefusedError` for damaged XML or too many topics.
 */
export function readMindMap(xml: string): MindMap {
	return ROOT.exec(xml.slice(0, 4096))?.[1] === 'opml' ? readOpml(xml) : readFreeMind(xml)
}

function readOpml(xml: string): MindMap {
	const map: MindMap = { topics: [], skipped: [] }
	let [depth, isTitle, title] = [0, false, '']
	readXml(xml, {
		open(name, attribute) {
			isTitle = name === 'title'
			if (name !== 'outline') return
			depth++
			addTopic(map, { depth, text: attribute('text') ?? attribute('title') ?? '', note: attribute('_note') ?? '' })
			listAddress(map, attribute('htmlUrl') ?? attribute('url') ?? attribute('xmlUrl'))
		},
		text(text) {
			if (isTitle) title += text
		},
		close(name) {
			isTitle = false
			if (name === 'outline') depth--
		},
	})
	if (title.trim() !== '') map.topics.unshift(topicOf({ depth: 0, text: title, note: '' }))
	return map
}

function readFreeMind(xml: string): MindMap {
	const map: MindMap = { topics: [], skipped: [] }
	/** The topics around the current place. */
	const open: Topic[] = []
	let rich: { type: string; text: string } | null = null
	readXml(xml, {
		open(name, attribute) {
			const [topic] = open.slice(-1)
			if (name === 'node') {
				const text = (attribute('TEXT') ?? '').trim()
				open.push(addTopic(map, { depth: open.length, text, note: '', colour: attribute('BACKGROUND_COLOR') ?? '' }))
				listAddress(map, attribute('LINK'))
			} else if (name === 'richcontent') rich = { type: attribute('TYPE') ?? '', text: '' }
			else if (rich && /^(p|br|li)$/.test(name)) rich.text += '\n'
			else if (name === 'arrowlink') skip(map, topic?.text ?? '', 'not_for_boards')
			else if (name === 'img' && rich) skip(map, attribute('src') ?? '', 'no_picture')
		},
		text(text) {
			if (rich) rich.text += text
		},
		close(name) {
			if (name === 'node') open.pop()
			if (name !== 'richcontent' || !rich) return
			const [topic] = open.slice(-1)
			const lines = rich.text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
			const text = lines.filter(Boolean).join('\n')
			if (topic && rich.type === 'NODE') topic.text = text
			else if (topic) topic.note = [topic.note, text].filter(Boolean).join('\n')
			rich = null
		},
	})
	return map
}

function topicOf({ colour = '', ...topic }: Pick<Topic, 'depth' | 'text' | 'note'> & { colour?: string }): Topic {
	return { ...topic, colour, labels: [] }
}

function addTopic({ topics }: MindMap, topic: Parameters<typeof topicOf>[0]): Topic {
	if (topics.length >= MAX_TOPICS) throw new ImportRefusedError('too_much_inside')
	const added = topicOf(topic)
	topics.push(added)
	return added
}

function listAddress(map: MindMap, address: string | undefined): void {
	if (address) skip(map, address, 'address_left_out')
}

function skip({ skipped }: MindMap, entry: string, reason: SkippedEntry['reason']): void {
	skipped.push({ entry: entry.slice(0, MAX_ENTRY_LETTERS), reason })
}
