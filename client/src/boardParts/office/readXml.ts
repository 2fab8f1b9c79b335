import { SaxesParser } from 'saxes'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'

const MAX_DEPTH = 200

/** The handlers for the parts of an XML text; names have no namespace prefix. */
interface XmlHandlers {
	open?(name: string, attribute: (name: string) => string): void
	text?(text: string): void
	close?(name: string): void
}

/**
 * Parses XML and calls the handlers; a missing attribute is ''. Throws a `DocumentRefusedError` for
 * a damaged text, one that is nested too deeply, and one with a document type, which may contain an
 * entity bomb.
 */
export function readXml(xml: string, handlers: XmlHandlers): void {
	if (xml === '') return
	const bare = (name: string) => name.slice(name.indexOf(':') + 1)
	const refuse = (cause?: unknown): never => {
		throw new DocumentRefusedError('damaged', { cause })
	}
	const parser = new SaxesParser()
	let depth = 0
	parser.on('error', refuse)
	parser.on('doctype', () => refuse())
	parser.on('opentag', ({ name, attributes }) => {
		if (++depth > MAX_DEPTH) refuse()
		handlers.open?.(bare(name), (wanted) => {
			const all = Object.entries(attributes)
			const found = all.find(([key]) => key === wanted) ?? all.find(([key]) => bare(key) === wanted)
			return found ? String(found[1]) : ''
		})
	})
	parser.on('text', (text) => handlers.text?.(text))
	parser.on('cdata', (text) => handlers.text?.(text))
	parser.on('closetag', ({ name }) => {
		depth--
		handlers.close?.(bare(name))
	})
	parser.write(xml.replace(/^\uFEFF/, '')).close()
}

/**
 * Returns the parts that a part refers to, by the ids of its relationships. Addresses outside of
 * the file are left out: nothing is fetched from them.
 */
export function readRelations(xml: string, folder: string): ReadonlyMap<string, string> {
	const targets = new Map<string, string>()
	readXml(xml, {
		open(name, attribute) {
			if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
			const part = partAt(attribute('Target'), folder)
			if (part) targets.set(attribute('Id'), part)
		},
	})
	return targets
}

/** Returns the name of the part at a path relative to a folder; null for an invalid path. */
function partAt(target: string, folder: string): string | null {
	try {
		return decodeURIComponent(new URL(target, `http://file/${folder}/`).pathname.slice(1))
	} catch {
		return null
	}
}
