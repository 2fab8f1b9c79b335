import { SaxesParser } from 'saxes'
import { ImportRefusedError } from '../FileDraft.ts'

/** The handlers for the parts of a document; names have no namespace prefix. */
interface XmlHandlers {
	open?(name: string, attribute: (name: string) => string | undefined): void
	text?(text: string): void
	close?(name: string): void
}

/**
 * Parses XML and calls the handlers. Throws an `ImportRefusedError` for a damaged document, and for
 * one with a document type, which may contain an entity bomb.
 */
export function readXml(xml: string, handlers: XmlHandlers): void {
	if (xml === '') return
	const bare = (name: string) => name.slice(name.indexOf(':') + 1)
	const parser = new SaxesParser()
	parser.on('error', (cause) => {
		throw new ImportRefusedError('damaged_file', { cause })
	})
	parser.on('doctype', () => {
		throw new ImportRefusedError('damaged_file')
	})
	parser.on('opentag', ({ name, attributes }) => {
		handlers.open?.(bare(name), (wanted) => {
			const found = Object.entries(attributes).find(([key]) => key === wanted || bare(key) === wanted)
			return found && String(found[1])
		})
	})
	parser.on('text', (text) => handlers.text?.(text))
	parser.on('cdata', (text) => handlers.text?.(text))
	parser.on('closetag', ({ name }) => handlers.close?.(bare(name)))
	parser.write(xml).close()
}
