import { useEffect, useState } from 'react'
import { openPdf, type Pdf, PdfRefusedError } from '../boardParts/pdf/openPdf.ts'
import { callBytes, type FailureCode, failureOf } from '../connection/http.ts'

/** A document of the board: on its way, open, or why it cannot be shown. */
type StoredPdf = { state: 'loading' } | { state: 'open'; pdf: Pdf } | { state: 'failed'; code: FailureCode }

/** Fetches a document of the server and opens it, while this component is mounted. */
export function useStoredPdf(path: string): StoredPdf {
	const [stored, setStored] = useState<StoredPdf>({ state: 'loading' })
	useEffect(() => {
		const abort = new AbortController()
		let opened: Pdf | null = null
		const open = async () => {
			const pdf = await openPdf(await callBytes(path, { signal: abort.signal }))
			if (abort.signal.aborted) return pdf.close()
			opened = pdf
			setStored({ state: 'open', pdf })
		}
		setStored({ state: 'loading' })
		open().catch((cause: unknown) => {
			if (abort.signal.aborted) return
			const code = cause instanceof PdfRefusedError ? 'damaged_file' : failureOf(cause)
			setStored({ state: 'failed', code })
		})
		return () => {
			abort.abort()
			opened?.close()
		}
	}, [path])
	return stored
}
