import {
	type BoardId,
	currentSession,
	fileExtension,
	type ImportOptions,
	type ImportResult,
	LIMITS,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useEffectEvent, useState } from 'react'
import { sendCommand } from '../connection/api/commands.ts'
import type { Credentials } from '../connection/credentials.ts'
import { type ImportRequest, importFile } from '../connection/fileTransfer.ts'
import { failureOf, UnreadableFileError } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { ChooseFile, type ImportFailureCode, type ImportSource } from './ChooseFile.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportSummary } from './ImportSummary.tsx'
import { CropPhoto } from './photo/CropPhoto.tsx'
import { PhotoField } from './photo/PhotoField.tsx'
import { slimArchive } from './slimArchive.ts'

export interface ImportDialogProps {
	credentials: Credentials
	workshop: Workshop
	/** The open board; null on the dashboard, where an import always creates boards. */
	board: BoardId | null
	/** Files to import one after another, such as dropped ones; none to let the user choose. */
	files: readonly File[]
	/** Shows imported records, in views that support it. */
	onShow?: (records: readonly string[]) => void
	/** Places a photo of notes on paper on the board, in views that support it. */
	onPhoto?: (photo: File) => void
	/** Adds a Word file to the board as a document (CASE8), in views that support it. */
	onDocument?: (file: File) => void
	/** Deletes imported records from the board. */
	onRemoveRecords?: (records: readonly string[]) => void
	onClose: () => void
}

/**
 * Imports files. Of several, the dialog of the next one follows when that of one is closed, so that
 * no file is left out unnoticed (IMP1d).
 */
export function ImportDialog({ files, onClose, ...props }: ImportDialogProps) {
	const [queue, setQueue] = useState({ files, rest: files, at: 0 })
	// A drop on the dialog over a canvas arrives as one on the canvas.
	if (queue.files !== files) setQueue({ files, rest: files, at: 0 })
	const { rest, at } = queue
	const [file = null, ...others] = rest
	const last = at + rest.length
	return (
		<OneImport
			key={at}
			{...props}
			file={file}
			place={last > 1 ? { at: at + 1, of: last } : null}
			onFiles={(dropped) => setQueue({ files, rest: dropped, at: 0 })}
			onClose={others.length > 0 ? () => setQueue({ files, rest: others, at: at + 1 }) : onClose}
		/>
	)
}

interface OneImportProps extends Omit<ImportDialogProps, 'files'> {
	file: File | null
	/** The number of the file among several. */
	place: { at: number; of: number } | null
	/** Called when several files are dropped on the dialog. */
	onFiles: (files: readonly File[]) => void
}

/**
 * Imports a file in three steps: choose it; preview its content and choose a destination; review
 * the result.
 */
function OneImport(props: OneImportProps) {
	const { credentials, workshop, board, place, onFiles, onClose, onShow, onPhoto, onDocument, onRemoveRecords } = props
	const { t } = useTranslation('import')
	const title = place ? `${t('title')} (${place.at}/${place.of})` : t('title')
	const [photo, setPhoto] = useState<File | null>(null)
	const { step, preview, chooseReading, runImport, removeBoards, startAgain } = useImportSteps(props)
	const isFacilitator = credentials.role === 'facilitator'
	if (photo && onPhoto) {
		const placePhoto = (straight: File) => {
			onClose()
			onPhoto(straight)
		}
		return (
			<Dialog title={t('photo.take')} onClose={onClose}>
				<CropPhoto file={photo} onDone={placePhoto} onCancel={() => setPhoto(null)} />
			</Dialog>
		)
	}
	return (
		<Dialog title={title} isBusy={step.type === 'preview' && step.isImporting} onClose={onClose}>
			{step.type === 'choosing' && (
				<ChooseFile
					isFacilitator={isFacilitator}
					failure={step.failure}
					isReading={step.isReading}
					onChoose={(source) => void preview(source)}
					onFiles={onFiles}
				>
					{onPhoto && <PhotoField onChoose={setPhoto} />}
				</ChooseFile>
			)}
			{step.type === 'preview' && (
				<ImportPreview
					content={step.content}
					name={step.source.name}
					choice={step.source.choice ?? {}}
					canCreateBoards={isFacilitator}
					hasBoard={board !== null}
					failure={step.failure}
					isImporting={step.isImporting}
					isReading={step.isReading}
					onChoose={(choice) => void chooseReading(choice)}
					onImport={(isBeside) => void runImport(isBeside)}
					onStartAgain={startAgain}
				>
					{onDocument && <AsDocument source={step.source} onClose={onClose} onDocument={onDocument} />}
				</ImportPreview>
			)}
			{step.type === 'imported' && (
				<ImportSummary
					workshop={workshop.id}
					imported={step.result}
					isBeside={step.isBeside}
					onShow={onShow}
					onRemoveRecords={onRemoveRecords}
					onRemoveBoards={() => void removeBoards().then(onClose)}
					onClose={onClose}
				/>
			)}
		</Dialog>
	)
}

interface AsDocumentProps {
	source: ImportSource
	onDocument: (file: File) => void
	onClose: () => void
}

/** Adds a Word file as a document instead of reading it (CASE8). */
function AsDocument({ source: { file, name }, onDocument, onClose }: AsDocumentProps) {
	const { t } = useTranslation('import')
	if (!(file instanceof File) || fileExtension(name) !== 'docx') return null
	const add = () => {
		onClose()
		onDocument(file)
	}
	return <Button onClick={add}>{t('asDocument')}</Button>
}

interface ChoosingStep {
	type: 'choosing'
	failure: ImportFailureCode | null
	isReading: boolean
}
interface PreviewStep {
	type: 'preview'
	source: ImportSource
	/** The result of the server's dry run. */
	content: ImportResult
	failure: ImportFailureCode | null
	isImporting: boolean
	/** Whether the file is being read again with other options. */
	isReading: boolean
}
interface ImportedStep {
	type: 'imported'
	result: ImportResult
	/** Whether the cards were added to the open board instead of new boards. */
	isBeside: boolean
}
type ImportStep = ChoosingStep | PreviewStep | ImportedStep

const FIRST_STEP: ChoosingStep = { type: 'choosing', failure: null, isReading: false }

function useImportSteps({ credentials, workshop, board, file }: OneImportProps) {
	const [step, setStep] = useState<ImportStep>(FIRST_STEP)
	const attempt = useAttempt()
	const session =
		workshop.sessions.find(({ boards }) => boards.some(({ id }) => id === board)) ?? currentSession(workshop)

	const send = ({ file: bytes, name, choice }: ImportSource, isBeside: boolean, isDryRun: boolean) => {
		const to: ImportRequest['to'] | null = isBeside && board ? { board } : session && { session: session.id }
		if (!to) throw new Error('there is no session to import to')
		return importFile(credentials, { to, file: bytes, name, choice, isDryRun })
	}
	const preview = async (chosen: ImportSource) => {
		setStep({ ...FIRST_STEP, isReading: true })
		try {
			const source = { ...chosen, file: await slimArchive(chosen.file) }
			if (source.file.size > LIMITS.maxImportBytes) return setStep({ ...FIRST_STEP, failure: 'too_large' })
			const content = await send(source, board !== null, true)
			setStep({ type: 'preview', source, content, failure: null, isImporting: false, isReading: false })
		} catch (thrown) {
			setStep({ ...FIRST_STEP, failure: importFailureOf(thrown) })
		}
	}
	const chooseReading = async (choice: ImportOptions) => {
		if (step.type !== 'preview') return
		const source = { ...step.source, choice }
		// An answer is dropped if other options, or another file, were chosen in the meantime.
		const settle = (change: Partial<PreviewStep>) =>
			setStep((now) =>
				now.type === 'preview' && now.source === source ? { ...now, ...change, isReading: false } : now,
			)
		setStep({ ...step, source, isReading: true, failure: null })
		try {
			settle({ content: await send(source, board !== null, true) })
		} catch (thrown) {
			settle({ failure: importFailureOf(thrown) })
		}
	}
	const runImport = async (isBeside: boolean) => {
		if (step.type !== 'preview') return
		setStep({ ...step, isImporting: true, failure: null })
		try {
			setStep({ type: 'imported', result: await send(step.source, isBeside, false), isBeside })
		} catch (thrown) {
			setStep({ ...step, isImporting: false, failure: importFailureOf(thrown) })
		}
	}
	const previewFirst = useEffectEvent(preview)
	useEffect(() => {
		if (file) void previewFirst({ file, name: file.name })
	}, [file])

	const removeBoards = async () => {
		if (step.type !== 'imported') return
		const { boards } = step.result
		await attempt(async () => {
			for (const { id } of boards) await sendCommand(credentials, { type: 'board.remove', board: id, withCards: true })
		})
	}
	return { step, preview, chooseReading, runImport, removeBoards, startAgain: () => setStep(FIRST_STEP) }
}

/**
 * Returns the reason why an import failed: the kind of the file, if it cannot be imported at all.
 */
function importFailureOf(thrown: unknown): ImportFailureCode {
	return thrown instanceof UnreadableFileError ? thrown.file : failureOf(thrown)
}
