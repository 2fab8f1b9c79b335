import { currentSession, LIMITS, type SessionId, type TemplateId } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { mergeTexts } from '../../sync/mergeTexts.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './runSheet.module.css'
import { TemplateGallery } from './TemplateGallery.tsx'
import { WindowDialog } from './WindowDialog.tsx'

/**
 * A task about a session that opens a dialog. It keeps the session for which it was opened: the
 * page shows another one as soon as another facilitator starts it (HAND1b).
 */
export interface SessionTask {
	what: 'new' | 'rename' | 'window' | 'remove'
	session: SessionId
}

interface SessionDialogProps extends ControlProps {
	task: SessionTask
	onCreated: (session: string | undefined) => void
	onClose: () => void
}

/** The dialog of a task about a session; nothing once the session is removed. */
export function SessionDialog({ task, workshop, run, onCreated, onClose }: SessionDialogProps) {
	const { t } = useTranslation('dashboard')
	const session = workshop.sessions.find(({ id }) => id === task.session)
	if (!session) return null
	if (task.what === 'window') return <WindowDialog session={session} run={run} onClose={onClose} />
	if (task.what === 'new')
		return (
			<Dialog title={t('runSheet.addSession')} onClose={onClose}>
				<NewSessionForm workshop={workshop} run={run} onCreated={onCreated} onDone={onClose} />
			</Dialog>
		)
	if (task.what === 'rename')
		return (
			<Dialog title={t('runSheet.sessionTitle')} onClose={onClose}>
				<RenameForm
					label={t('runSheet.sessionTitle')}
					name={session.title}
					onSave={(title) => run({ type: 'session.rename', session: session.id, title })}
					onDone={onClose}
				/>
			</Dialog>
		)
	return (
		<ConfirmDialog
			title={t('runSheet.removeNow')}
			confirmLabel={t('runSheet.removeNow')}
			onConfirm={() => {
				run({ type: 'session.remove', session: session.id, withCards: true })
				onClose()
			}}
			onClose={onClose}
		>
			<p>{t('runSheet.removeWarning', { session: session.title, count: session.boards.length })}</p>
		</ConfirmDialog>
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
