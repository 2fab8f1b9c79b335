import { currentSession, type Imported, LIMITS, type TableChoice } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { type FailureCode, failureOf, sendCommand } from '../../session/api.ts'
import { type FileToBring, sendFile } from '../../session/sendFile.ts'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { BringInProps } from './BringInProps.ts'

/** What is to come in: a file, or what was pasted, which has no name. */
export interface Source {
	file: Blob
	name: string
	/** Of a table: which columns say what, as one chose. */
	choice?: TableChoice
}

interface Choosing {
	type: 'choosing'
	failure: FailureCode | null
	isReading: boolean
}
interface Found {
	type: 'found'
	source: Source
	found: Imported
	failure: FailureCode | null
	isBringing: boolean
	/** Whether it is looked at once more, with other columns. */
	isReading: boolean
}
type Step = Choosing | Found | { type: 'brought'; brought: Imported; isBeside: boolean }

const CHOOSING: Choosing = { type: 'choosing', failure: null, isReading: false }

/** The steps of bringing something in: choosing it, seeing what is in it, and having it there. */
export function useBringing({ credentials, workshop, board, file }: BringInProps) {
	const [step, setStep] = useState<Step>(CHOOSING)
	const { t } = useTranslation()
	const showToast = useToast()
	const session =
		workshop.sessions.find(({ boards }) => boards.some(({ id }) => id === board)) ?? currentSession(workshop)

	const send = ({ file: bytes, name, choice }: Source, isBeside: boolean, isDryRun: boolean) => {
		const to: FileToBring['to'] | null = isBeside && board ? { board } : session && { session: session.id }
		if (!to) throw new Error('there is no session to bring this to')
		return sendFile(credentials, { to, file: bytes, name, choice, isDryRun })
	}
	const look = async (source: Source) => {
		if (source.file.size > LIMITS.maxImportBytes) return setStep({ ...CHOOSING, failure: 'too_large' })
		setStep({ ...CHOOSING, isReading: true })
		try {
			const found = await send(source, board !== null, true)
			setStep({ type: 'found', source, found, failure: null, isBringing: false, isReading: false })
		} catch (thrown) {
			setStep({ ...CHOOSING, failure: failureOf(thrown) })
		}
	}
	const chooseColumns = async (choice: TableChoice) => {
		if (step.type !== 'found') return
		const source = { ...step.source, choice }
		// Whoever has chosen again meanwhile, or another file, waits for that.
		const settle = (change: Partial<Found>) =>
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
	return { step, look, chooseColumns, bring, takeAway, again: () => setStep(CHOOSING) }
}
