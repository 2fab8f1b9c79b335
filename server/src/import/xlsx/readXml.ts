import { SaxesParser } from 'saxes'
import { ImportRefusedError } from '../FileDraft.ts'

/** Depth of XML: documents and mind maps have less. @limit files: `too_much_inside` */
const MAX_DEPTH = 200

/** The handlers for the parts of a document; names have no namespace prefix. */
interface XmlHandlers {
	open?(name: string, attribute: (name: string) => string | undefined): void
	text?(text: string): void
	close?(name: string): void
}

/**
 * Parses XML and calls the handlers. Throws an `ImportRefusedError` for a damaged document, one
 * that is nested too deeply, and one with a document type, which may contain an entity bomb.
 */
export function readXml(xml: string, handlers: XmlHandlers): void {
	if (xml === '') return
	const bare = (name: string) => name.slice(name.indexOf(':') + 1)
	const parser = new SaxesParser()
	let depth = 0
	parser.on('error', (cause) => {
		throw new ImportRefusedError('damaged_file', { cause })
	})
	parser.on('doctype', () => {
		throw new ImportRefusedError('damaged_file')
	})
	parser.on('opentag', ({ name, attributes }) => {
		if (++depth > MAX_DEPTH) throw new ImportRefusedError('too_much_inside')
		handlers.open?.(bare(name), (wanted) => {
			const found = Object.entries(attributes).find(([key]) => key === wanted || bare(key) === wanted)
			return found && String(found[1])
		})
	})
	parser.on('text', (text) => handlers.text?.(text))
	parser.on('cdata', (text) => handlers.text?.(text))
	parser.on('closetag', ({ name }) => {
		depth--
		handlers.close?.(bare(name))
	})
	parser.write(xml).close()
}
