import { useEffect, useState } from 'react'
import { DocumentRefusedError, type OpenedDocument } from '../boardParts/documents/OpenedDocument.ts'
import { openDocument } from '../boardParts/documents/openDocument.ts'
import { callBytes, type FailureCode, failureOf } from '../connection/http.ts'

/** A document of the board: on its way, open, or why it cannot be shown. */
type StoredFile =
	| { state: 'loading' }
	| { state: 'open'; opened: OpenedDocument }
	| { state: 'failed'; code: FailureCode }

/** Fetches a document of the server and opens it, while this component is mounted. */
export function useStoredFile(path: string): StoredFile {
	const [stored, setStored] = useState<StoredFile>({ state: 'loading' })
	useEffect(() => {
		const abort = new AbortController()
		let opened: OpenedDocument | null = null
		const open = async () => {
			const file = await openDocument(await callBytes(path, { signal: abort.signal }))
			if (abort.signal.aborted) return file.close()
			opened = file
			setStored({ state: 'open', opened: file })
		}
		setStored({ state: 'loading' })
		open().catch((cause: unknown) => {
			if (abort.signal.aborted) return
			const code = cause instanceof DocumentRefusedError ? 'damaged_file' : failureOf(cause)
			setStored({ state: 'failed', code })
		})
		return () => {
			abort.abort()
			opened?.close()
		}
	}, [path])
	return stored
}
