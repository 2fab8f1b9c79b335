/** Copies of documents, as `LogCopy`. */
import { inflateRawSync } from 'node:zlib'
import { recordsOf } from '@charrette/shared'
import { createDecoder, hasContent, readUint8, readVarUint8Array } from 'lib0/decoding'
import * as Y from 'yjs'
import { FORM, type LogCopy, packLog } from './LogCopy.ts'

/** Copies an open document. This encodes the document on the event loop. */
export function copyOf(doc: Y.Doc): LogCopy {
	return packLog([{ form: FORM.update, bytes: Y.encodeStateAsUpdate(doc) }])
}

/** Opens a copy as a document. */
export function openLogCopy(copy: LogCopy): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	const decoder = createDecoder(copy)
	doc.transact(() => {
		while (hasContent(decoder)) {
			const form = readUint8(decoder)
			const bytes = readVarUint8Array(decoder)
			if (form === FORM.state) Y.applyUpdateV2(doc, inflateRawSync(bytes))
			else Y.applyUpdate(doc, bytes)
		}
	})
	return doc
}
