import {
	currentSession,
	LIMITS,
	type RunSheetFile,
	type Session,
	type SessionId,
	type TemplateId,
} from '@charrette/shared'
import { type FormEvent, useRef, useState } from 'react'
import { fetchRunSheet } from '../../connection/api/exports.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { mergeTexts } from '../../sync/mergeTexts.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { saveFile } from '../../ui/saveFile.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps, RunCommand } from '../useCommand.ts'
import styles from './runSheet.module.css'
import { TemplateGallery } from './TemplateGallery.tsx'
import { WindowDialog } from './WindowDialog.tsx'

interface SessionMenuProps extends ControlProps {
	credentials: Credentials
	/** The session that is shown. */
	session: Session
	onSelect: (session: SessionId) => void
}

/**
 * The menu of sessions: add, rename, open between sessions, duplicate, reorder, remove, and export
 * or import a run sheet as a file.
 */
export function SessionMenu({ credentials, workshop, session, run, onSelect }: SessionMenuProps) {
	const { t } = useTranslation('dashboard')
	const [dialog, setDialog] = useState<'new' | 'rename' | 'window' | 'remove' | null>(null)
	const picker = useRef<HTMLInputElement>(null)
	const selectCreated = (created: string | undefined) => created && onSelect(created as SessionId)
	const file = useRunSheetFile({ credentials, session: session.id, run, onImported: selectCreated })
	const at = workshop.sessions.indexOf(session)
	const close = () => setDialog(null)
	const move = (to: number) => run({ type: 'session.move', session: session.id, to })
	const copy = async () => selectCreated((await run({ type: 'session.copy', session: session.id }))?.made)
	const isRunning = session === currentSession(workshop)
	return (
		<>
			<Menu
				icon="more"
				label={t('runSheet.sessions')}
				items={[
					{ label: t('runSheet.newSession'), onChoose: () => setDialog('new') },
					{ label: t('runSheet.renameSession'), onChoose: () => setDialog('rename') },
					{ label: t('runSheet.window.menu'), onChoose: () => setDialog('window') },
					{ label: t('runSheet.copySession'), onChoose: copy },
					...(at > 0 ? [{ label: t('runSheet.moveEarlier'), onChoose: () => move(at - 1) }] : []),
					...(at < workshop.sessions.length - 1
						? [{ label: t('runSheet.moveLater'), onChoose: () => move(at + 1) }]
						: []),
					...(isRunning ? [] : [{ label: t('runSheet.removeSession'), onChoose: () => setDialog('remove') }]),
				]}
				section={{
					title: t('runSheet.file'),
					items: [
						{ label: t('runSheet.exportFile'), onChoose: file.exportFile },
						{ label: t('runSheet.importFile'), onChoose: () => picker.current?.click() },
					],
				}}
			/>
			<input
				ref={picker}
				type="file"
				accept="application/json,.json"
				hidden
				aria-label={t('runSheet.importFile')}
				onChange={(event) => {
					const [chosen] = event.target.files ?? []
					if (chosen) file.importFile(chosen)
					event.target.value = ''
				}}
			/>
			{dialog === 'new' && (
				<Dialog title={t('runSheet.addSession')} onClose={close}>
					<NewSessionForm workshop={workshop} run={run} onCreated={selectCreated} onDone={close} />
				</Dialog>
			)}
			{dialog === 'rename' && (
				<Dialog title={t('runSheet.sessionTitle')} onClose={close}>
					<RenameForm
						label={t('runSheet.sessionTitle')}
						name={session.title}
						onSave={(title) => run({ type: 'session.rename', session: session.id, title })}
						onDone={close}
					/>
				</Dialog>
			)}
			{dialog === 'window' && <WindowDialog session={session} run={run} onClose={close} />}
			{dialog === 'remove' && (
				<ConfirmDialog
					title={t('runSheet.removeNow')}
					confirmLabel={t('runSheet.removeNow')}
					onConfirm={() => {
						run({ type: 'session.remove', session: session.id, withCards: true })
						close()
					}}
					onClose={close}
				>
					<p>{t('runSheet.removeWarning', { session: session.title, count: session.boards.length })}</p>
				</ConfirmDialog>
			)}
		</>
	)
}

interface NewSessionFormProps extends ControlProps {
	onCreated: (session: string | undefined) => void
	onDone: () => void
}

/** Adds a session, empty or from a template. */
function NewSessionForm({ workshop, run, onCreated, onDone }: NewSessionFormProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [title, setTitle] = useState('')
	const [template, setTemplate] = useState<TemplateId | ''>('')
	const [groups, setGroups] = useState(currentSession(workshop)?.groups.length ?? 1)
	const [isSaving, save] = useSave()
	const add = async (event: FormEvent) => {
		event.preventDefault()
		const done = await save(() =>
			run({
				type: 'session.add',
				groups,
				...(title.trim() ? { title: title.trim() } : {}),
				...(template ? { template } : {}),
			}),
		)
		if (!done) return
		onCreated(done.made)
		onDone()
	}
	return (
		<form className={styles['form']} onSubmit={add}>
			<TextField
				label={t('runSheet.sessionTitle')}
				hint={t('runSheet.sessionTitleHint')}
				value={title}
				onChange={setTitle}
				maxLength={LIMITS.maxTitleLength}
			/>
			<TemplateGallery value={template} onChange={setTemplate} />
			<Stepper
				label={t('app:home.groupsLabel')}
				value={groups}
				min={1}
				max={LIMITS.maxGroups}
				onChange={setGroups}
				lessLabel={t('app:home.fewer')}
				moreLabel={t('app:home.more')}
			/>
			<Button type="submit" variant="primary" className={styles['save']} busy={isSaving}>
				{t('runSheet.addSession')}
			</Button>
		</form>
	)
}

interface RenameFormProps {
	label: string
	name: string
	/** Resolves to null if saving failed: the form then stays open. */
	onSave: (name: string) => Promise<unknown>
	onDone: () => void
}

function RenameForm({ label, name, onSave, onDone }: RenameFormProps) {
	const { t } = useTranslation('dashboard')
	const [before] = useState(name)
	const [typed, setTyped] = useState(name)
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (typed.trim() === '') return
		// Another facilitator may have renamed it meanwhile.
		const merged = mergeTexts(before, typed.trim(), name) ?? typed.trim()
		if (merged === name || (await save(() => onSave(merged))) !== null) onDone()
	}
	return (
		<form className={styles['form']} onSubmit={submit}>
			<TextField label={label} value={typed} onChange={setTyped} maxLength={LIMITS.maxTitleLength} />
			<Button
				type="submit"
				variant="primary"
				className={styles['save']}
				busy={isSaving}
				aria-disabled={typed.trim() === ''}
			>
				{t('runSheet.save')}
			</Button>
		</form>
	)
}

interface RunSheetFileProps {
	credentials: Credentials
	session: SessionId
	run: RunCommand
	/** Called with the session that was created from a file. */
	onImported: (session: string | undefined) => void
}

/**
 * Exports the run sheet of a session as a file, and imports a file as a new session, on the same or
 * another server.
 */
function useRunSheetFile({ credentials, session, run, onImported }: RunSheetFileProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const attempt = useAttempt()
	return {
		async exportFile() {
			const file = await attempt(() => fetchRunSheet(credentials, session))
			if (!file) return
			saveFile(file.blob, file.name)
			showToast(t('boards.saved', { name: file.name }))
		},
		async importFile(file: File) {
			const sheet = await readSheet(file)
			if (!sheet) return showToast(t('runSheet.notARunSheet'), 'error')
			const done = await run({ type: 'session.add', sheet })
			if (!done) return
			showToast(t('runSheet.imported', { session: sheet.title }))
			onImported(done.made)
		},
	}
}

/**
 * Reads the content of a run sheet's file; null if it is another kind of file. The server validates
 * the rest.
 */
async function readSheet(file: File): Promise<RunSheetFile | null> {
	try {
		const content: unknown = JSON.parse(await file.text())
		const isSheet =
			typeof content === 'object' && content !== null && 'charrette' in content && content.charrette === 'run sheet'
		return isSheet ? (content as unknown as RunSheetFile) : null
	} catch {
		// The file is not JSON.
		return null
	}
}
