import {
	type BoardId,
	CARD_KINDS,
	type CardKind,
	findBoard,
	findParticipant,
	isImage,
	LOCALES,
	type Locale,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { describeAccess } from '../boardParts/boardAccess.ts'
import { useActivities } from '../boardParts/useActivities.ts'
import { pageAddress } from '../connection/basePath.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchFile } from '../connection/fileTransfer.ts'
import { LOCALE_NAMES, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { useLiveBoard } from '../sync/observeBoard.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { addNotes } from './addNotes.ts'
import { createNotesReader, type NotesReader, type ReadingStep } from './createNotesReader.ts'
import { type Draft, draftOf } from './draft.ts'
import styles from './paperNotes.module.css'

export interface PaperNotesDialogProps {
	document: BoardDocument
	workshop: Workshop
	credentials: Credentials
	board: BoardId
	/** The image on the board. */
	photo: string
	onClose: () => void
	/** Creates what reads the notes. */
	createReader?: () => NotesReader
}

type Step =
	| { type: 'choosing'; hasFailed: boolean }
	| { type: 'reading'; step: ReadingStep; reader: NotesReader }
	| { type: 'checking'; drafts: readonly Draft[] }

/** Reads the paper notes in a photo, which become cards once the person has seen them (PAPER1). */
export function PaperNotesDialog(props: PaperNotesDialogProps) {
	const { document, credentials, photo, onClose, createReader = createNotesReader } = props
	const { t } = useTranslation('import')
	const [step, setStep] = useState<Step>({ type: 'choosing', hasFailed: false })
	const reader = step.type === 'reading' ? step.reader : null
	useEffect(() => () => reader?.close(), [reader])
	const live = useLiveBoard(document.records)
	const image = live?.shown().get(photo)
	const path = isImage(image) ? image.props.path : null

	const read = async (locales: readonly Locale[]) => {
		const opened = createReader()
		// An answer after Cancel, which closes the reader, is dropped.
		const settle = (next: Step) => setStep((now) => (now.type === 'reading' && now.reader === opened ? next : now))
		setStep({ type: 'reading', step: { type: 'finding' }, reader: opened })
		try {
			const file = await fetchPhoto(path, credentials)
			const found = await opened.read(file, locales, (at) => settle({ type: 'reading', step: at, reader: opened }))
			settle({ type: 'checking', drafts: found.notes.map((note) => draftOf(note, found)) })
		} catch {
			settle({ type: 'choosing', hasFailed: true })
		}
	}
	return (
		<Dialog
			title={t('notes.title')}
			onClose={onClose}
			isBusy={step.type === 'reading'}
			isWide={step.type === 'checking'}
		>
			{step.type === 'choosing' && (
				<ChooseLanguages hasFailed={step.hasFailed} onRead={(locales) => void read(locales)} />
			)}
			{step.type === 'reading' && (
				<Progress step={step.step} onCancel={() => setStep({ type: 'choosing', hasFailed: false })} />
			)}
			{step.type === 'checking' && <CheckDrafts {...props} read={step.drafts} />}
		</Dialog>
	)
}

async function fetchPhoto(path: string | null, credentials: Credentials): Promise<Blob> {
	if (path === null) throw new Error('the photo is not on the board any more')
	return (await fetchFile(path, credentials, { fallbackName: '' })).blob
}

function ChooseLanguages({ hasFailed, onRead }: { hasFailed: boolean; onRead: (locales: readonly Locale[]) => void }) {
	const { t } = useTranslation('import')
	const own = useLocale()
	const [chosen, setChosen] = useState<readonly Locale[]>([own])
	return (
		<div className={styles['steps']}>
			<p>{t('notes.lead')}</p>
			<fieldset className={styles['languages']}>
				<legend>{t('notes.languages')}</legend>
				{LOCALES.map((locale) => (
					<CheckField
						key={locale}
						label={LOCALE_NAMES[locale]}
						checked={chosen.includes(locale)}
						onChange={(isOn) => setChosen(isOn ? [...chosen, locale] : chosen.filter((one) => one !== locale))}
					/>
				))}
			</fieldset>
			<p role="alert">{hasFailed && t('notes.failed')}</p>
			<Button variant="primary" disabled={chosen.length === 0} onClick={() => onRead(chosen)}>
				{t('notes.read')}
			</Button>
		</div>
	)
}

function Progress({ step, onCancel }: { step: ReadingStep; onCancel: () => void }) {
	const { t } = useTranslation('import')
	const isReading = step.type === 'reading'
	const text = isReading ? t('notes.steps.reading', { at: step.at, count: step.count }) : t(`notes.steps.${step.type}`)
	return (
		<div className={styles['steps']}>
			<p role="status">{text}</p>
			<progress aria-label={text} {...(isReading && { value: step.at - 1, max: step.count })} />
			<Button onClick={onCancel}>{t('notes.cancel')}</Button>
		</div>
	)
}

/** The drafts, each beside its picture, to correct, leave out and add. */
function CheckDrafts(props: PaperNotesDialogProps & { read: readonly Draft[] }) {
	const { document, workshop, credentials, photo, onClose, read } = props
	const { t } = useTranslation(['import', 'board', 'app'])
	const showToast = useToast()
	const live = useLiveBoard(document.records)
	const [drafts, setDrafts] = useState(read)
	const deniedReason = useDeniedReason(props)
	const chosen = drafts.filter(({ isIncluded, text }) => isIncluded && text.trim() !== '')
	const change = (at: number, fields: Partial<Draft>) =>
		setDrafts(drafts.map((draft, index) => (index === at ? { ...draft, ...fields } : draft)))
	const kinds = CARD_KINDS.map((kind) => ({ value: kind, label: t(`app:kinds.${kind}`) }))
	const [kind, setKind] = useState<CardKind>('obstacle')
	const chooseKind = (chosenKind: CardKind) => {
		setKind(chosenKind)
		setDrafts(drafts.map((draft) => ({ ...draft, kind: chosenKind })))
	}

	const add = () => {
		const { records, undo, canWrite: canEdit } = document
		if (!live || !canEdit.get()) return
		const image = live.shown().get(photo)
		const author = {
			id: credentials.participant,
			city: (credentials.participant && findParticipant(workshop, credentials.participant)?.city) || '',
		}
		const address = isImage(image) ? pageAddress() + image.props.path : ''
		const source = [t('notes.source'), address].filter(Boolean).join(' ')
		const cards = chosen.map(({ text, ...rest }) => ({ ...rest, text: text.trim() }))
		undo.startStep()
		const added = (records.doc as Y.Doc).transact(
			() => addNotes(records, live.shown(), { photo, cards, author, source }),
			LOCAL_ORIGIN,
		)
		undo.startStep()
		onClose()
		const undoing = { label: t('board:tools.undo'), onChoose: undoIfLast(undo) }
		showToast(t('notes.added', { count: added.length }), 'note', undoing)
	}
	return (
		<div className={styles['steps']}>
			<p role="status">{t('notes.found', { count: drafts.length })}</p>
			<p>
				<span className={styles['kind']}>
					<span aria-hidden>{t('notes.allKinds')}</span>
					<Select label={t('notes.allKinds')} value={kind} options={kinds} onChange={chooseKind} />
				</span>
			</p>
			<ol className={styles['drafts']}>
				{drafts.map((draft, at) => (
					<DraftRow key={draft.key} draft={draft} at={at + 1} kinds={kinds} onChange={(fields) => change(at, fields)} />
				))}
			</ol>
			{deniedReason && <p role="alert">{deniedReason}</p>}
			<div className={styles['actions']}>
				<Button variant="primary" disabled={chosen.length === 0 || deniedReason !== null} onClick={add}>
					{t('notes.add', { count: chosen.length })}
				</Button>
				<Button variant="quiet" onClick={onClose}>
					{t('notes.cancel')}
				</Button>
			</div>
		</div>
	)
}

/** Returns why this person cannot add cards now; null if they can. The drafts stay meanwhile. */
function useDeniedReason({ document, workshop, credentials, board }: PaperNotesDialogProps): string | null {
	const { t } = useTranslation('board')
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	const canWrite = useActivities(credentials.role, workshop, board).has('write')
	const access = describeAccess(workshop, board, { canEdit, storage, canVote: false })
	if (access) return t(access.text, { board: findBoard(workshop, board)?.board.title ?? '' })
	return canEdit && canWrite ? null : t('statusBar.denied.write')
}

interface DraftRowProps {
	draft: Draft
	/** Its number, from 1. */
	at: number
	kinds: { value: CardKind; label: string }[]
	onChange: (fields: Partial<Draft>) => void
}

function DraftRow({ draft, at, kinds, onChange }: DraftRowProps) {
	const { t } = useTranslation('import')
	const [url, setUrl] = useState<string>()
	useEffect(() => {
		const created = URL.createObjectURL(draft.picture)
		setUrl(created)
		return () => URL.revokeObjectURL(created)
	}, [draft.picture])
	return (
		<li data-included={draft.isIncluded || undefined}>
			{url && <img src={url} alt={t('notes.picture', { at })} />}
			<div>
				<textarea
					value={draft.text}
					rows={3}
					dir="auto"
					aria-label={t('notes.text', { at })}
					placeholder={t('notes.empty')}
					onChange={({ target: { value } }) => onChange({ text: value, isIncluded: value.trim() !== '' })}
				/>
				{draft.isDoubtful && <small className={styles['doubtful']}>{t('notes.doubtful')}</small>}
				<div className={styles['choices']}>
					<CheckField
						label={t('notes.include')}
						checked={draft.isIncluded}
						onChange={(isIncluded) => onChange({ isIncluded })}
					/>
					<Select
						size="small"
						label={t('notes.kind', { at })}
						value={draft.kind}
						options={kinds}
						onChange={(kind) => onChange({ kind })}
					/>
				</div>
			</div>
		</li>
	)
}
