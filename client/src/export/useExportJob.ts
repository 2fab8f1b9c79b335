import { useEffect, useRef, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { ApiError } from '../connection/http.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/Toasts.tsx'
import type { ExportSource, MadeFile } from './exportBoard.ts'
import { type FormatDefinition, isTranslatable, type RenderOptions } from './exportFormats.ts'

/** The progress of an export, and a function that cancels it. */
export interface ExportProgress {
	done: number
	all: number
	/** Whether it may wait for translations, which takes a limited time (EXP10d). */
	isTranslating: boolean
	/** Whether it waits for a server that is busy or cannot be reached. */
	isWaiting: boolean
	cancel: () => void
}

/** What to say once a file was copied, or the browser has refused it. */
interface Copied {
	text: string
	isRefused: boolean
}

/** Copies a file while it is being made. */
type Copy = (making: Promise<MadeFile | null>) => Promise<Copied>

/**
 * Exports a board on demand. Returns the progress of the running export, and the failure of the
 * last one as a text. Calls `onDone` after a download or a copy.
 */
export function useExportJob(source: ExportSource, onDone: () => void) {
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	/** Downloads a file, and returns what to say then. */
	const save = ({ blob, name, fittedScale }: MadeFile) => {
		saveFile(blob, name)
		const percent = fittedScale && Math.max(1, Math.round(fittedScale * 100))
		return percent ? t('export.savedSmaller', { name, percent }) : t('export.saved', { name })
	}
	const finish = ({ text, isRefused }: Copied) => {
		if (isRefused) return setFailure(text)
		showToast(text)
		onDone()
	}
	const [progress, setProgress] = useState<ExportProgress | null>(null)
	const [failure, setFailure] = useState<string | null>(null)
	const controller = useRef<AbortController | null>(null)
	useEffect(() => () => controller.current?.abort(), [])

	/** `copy` puts the file on the clipboard instead; it is called in the same step. */
	const start = async (format: FormatDefinition, options: RenderOptions, copy?: Copy) => {
		controller.current?.abort()
		const started = new AbortController()
		controller.current = started
		const { signal } = started
		const cancel = () => {
			started.abort()
			setProgress(null)
		}
		setFailure(null)
		const isTranslating = isTranslatable(format) && options.language !== null
		const begun = { done: 0, all: 1, isTranslating, isWaiting: false, cancel }
		setProgress(begun)
		try {
			const onProgress = (done: number, all: number) => {
				signal.throwIfAborted()
				setProgress({ done, all, isTranslating: false, isWaiting: false, cancel })
			}
			const onWaiting = (isWaiting: boolean) => setProgress({ ...begun, isWaiting })
			const make = async () => {
				// In a chunk of its own, which only exports fetch.
				const { makeFile } = await fetchChunkOnce(() => import('./exportBoard.ts'))
				signal.throwIfAborted()
				return makeFile(source, { format, options, locale, onProgress, onWaiting, signal })
			}
			const making = make()
			const copied = await copy?.(making)
			const file = await making
			if (file === null) setFailure(t('export.empty'))
			else if (copied) finish(copied)
			else finish({ text: save(file), isRefused: false })
		} catch (thrown) {
			if (signal.aborted) return
			// A browser that cannot render a board gives no reason, e.g. that it ran out of memory.
			setFailure(thrown instanceof ApiError ? t(`app:errors.${thrown.code}`) : t('export.failed'))
		} finally {
			// After an abort, a newer export may be running.
			if (!signal.aborted) setProgress(null)
		}
	}
	return { start, progress, failure }
}
