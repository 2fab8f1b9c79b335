import {
	type BoardId,
	currentSession,
	type ImportResult,
	LIMITS,
	type TableOptions,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useState } from 'react'
import { sendCommand } from '../connection/api.ts'
import { type FailureCode, failureOf } from '../connection/http.ts'
import type { Credentials } from '../connection/credentials.ts'
import { type ImportRequest, importFile } from '../connection/fileUploads.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportSummary } from './ImportSummary.tsx'

/** Brings a file in: one chooses it, sees what is in it, and says where it goes. */
export function ImportDialog(props: ImportDialogProps) {
	const { credentials, board, onClose, onShow, onRemoveRecords } = props
	const { t } = useTranslation('import')
	const { step, look, chooseColumns, bring, again, takeAway } = useImportSteps(props)
	const isFacilitator = credentials.role === 'facilitator'
	return (
		<Dialog title={t('title')} isBusy={step.type === 'found' && step.isBringing} onClose={onClose}>
			{step.type === 'choosing' && (
				<ChooseFile isFacilitator={isFacilitator} failure={step.failure} isReading={step.isReading} onChoose={look} />
			)}
			{step.type === 'found' && (
				<ImportPreview
					found={step.found}
					name={step.source.name}
					choice={step.source.choice ?? {}}
					canCreateBoards={isFacilitator}
					hasBoard={board !== null}
					failure={step.failure}
					isImporting={step.isBringing}
					isReading={step.isReading}
					onChoose={(choice) => void chooseColumns(choice)}
					onImport={bring}
					onAgain={again}
				/>
			)}
			{step.type === 'brought' && (
				<ImportSummary
					workshop={credentials.workshop}
					imported={step.brought}
					isBeside={step.isBeside}
					onShow={onShow}
					onRemoveRecords={onRemoveRecords}
					onRemoveBoards={() => void takeAway().then(onClose)}
					onClose={onClose}
				/>
			)}
		</Dialog>
	)
}

/** What bringing a file in is about. */
export interface ImportDialogProps {
	credentials: Credentials
	workshop: Workshop
	/** The board at hand; null at the desk, where boards of their own are made. */
	board: BoardId | null
	/** A file that is there already. */
	file: File | null
	/** Shows records that came, where the view can. */
	onShow?: (records: readonly string[]) => void
	/** Takes records that came off the board again. */
	onRemoveRecords?: (records: readonly string[]) => void
	onClose: () => void
}

/** What is to come in: a file, or what was pasted, which has no name. */
export interface ImportSource {
	file: Blob
	name: string
	/** Of a table: which columns say what, as one chose. */
	choice?: TableOptions
}

interface ChoosingStep {
	type: 'choosing'
	failure: FailureCode | null
	isReading: boolean
}
interface PreviewStep {
	type: 'found'
	source: ImportSource
	found: ImportResult
	failure: FailureCode | null
	isBringing: boolean
	/** Whether it is looked at once more, with other columns. */
	isReading: boolean
}
type ImportStep = ChoosingStep | PreviewStep | { type: 'brought'; brought: ImportResult; isBeside: boolean }

const FIRST_STEP: ChoosingStep = { type: 'choosing', failure: null, isReading: false }

/** The steps of bringing something in: choosing it, seeing what is in it, and having it there. */
function useImportSteps({ credentials, workshop, board, file }: ImportDialogProps) {
	const [step, setStep] = useState<ImportStep>(FIRST_STEP)
	const { t } = useTranslation()
	const showToast = useToast()
	const session =
		workshop.sessions.find(({ boards }) => boards.some(({ id }) => id === board)) ?? currentSession(workshop)

	const send = ({ file: bytes, name, choice }: ImportSource, isBeside: boolean, isDryRun: boolean) => {
		const to: ImportRequest['to'] | null = isBeside && board ? { board } : session && { session: session.id }
		if (!to) throw new Error('there is no session to bring this to')
		return importFile(credentials, { to, file: bytes, name, choice, isDryRun })
	}
	const look = async (source: ImportSource) => {
		if (source.file.size > LIMITS.maxImportBytes) return setStep({ ...FIRST_STEP, failure: 'too_large' })
		setStep({ ...FIRST_STEP, isReading: true })
		try {
			const found = await send(source, board !== null, true)
			setStep({ type: 'found', source, found, failure: null, isBringing: false, isReading: false })
		} catch (thrown) {
			setStep({ ...FIRST_STEP, failure: failureOf(thrown) })
		}
	}
	const chooseColumns = async (choice: TableOptions) => {
		if (step.type !== 'found') return
		const source = { ...step.source, choice }
		// Whoever has chosen again meanwhile, or another file, waits for that.
		const settle = (change: Partial<PreviewStep>) =>
			setStep((now) => (now.type === 'found' && now.source === source ? { ...now, ...change, isReading: false } : now))
		setStep({ ...step, source, isReading: true, failure: null })
		try {
			settle({ found: await send(source, board !== null, true) })
		} catch (thrown) {
			settle({ failure: failureOf(thrown) })
		}
	}
	const bring = async (isBeside: boolean) => {
		if (step.type !== 'found') return
		setStep({ ...step, isBringing: true, failure: null })
		try {
			setStep({ type: 'brought', brought: await send(step.source, isBeside, false), isBeside })
		} catch (thrown) {
			setStep({ ...step, isBringing: false, failure: failureOf(thrown) })
		}
	}
	useEffect(() => {
		if (file) void look({ file, name: file.name })
	}, [file])
	const takeAway = async () => {
		if (step.type !== 'brought') return
		try {
			for (const { id } of step.brought.boards)
				await sendCommand(credentials, { type: 'board.remove', board: id, withCards: true })
		} catch (thrown) {
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
		}
	}
	return { step, look, chooseColumns, bring, takeAway, again: () => setStep(FIRST_STEP) }
}
