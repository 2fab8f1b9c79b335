import { currentSession, type Session, type SessionId } from '@charrette/shared'
import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { AskDialog } from '../../ui/AskDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { NameForm } from './NameForm.tsx'
import { NewSession } from './NewSession.tsx'
import type { RunSheetProps } from './RunSheetProps.ts'
import { useRunSheetFile } from './useRunSheetFile.ts'

interface SessionMenuProps extends RunSheetProps {
	/** The session that is shown. */
	session: Session
	onLook: (session: SessionId) => void
}

/** What one does with sessions: add, copy, name, put in order, take out, save their run sheets and open others. */
export function SessionMenu({ credentials, workshop, session, run, onLook }: SessionMenuProps) {
	const { t } = useTranslation('desk')
	const [dialog, setDialog] = useState<'new' | 'rename' | 'remove' | null>(null)
	const picker = useRef<HTMLInputElement>(null)
	const look = (made: string | undefined) => made && onLook(made as SessionId)
	const file = useRunSheetFile({ credentials, session: session.id, run, onOpened: look })
	const at = workshop.sessions.indexOf(session)
	const close = () => setDialog(null)
	const move = (to: number) => run({ type: 'session.move', session: session.id, to })
	const copy = async () => look((await run({ type: 'session.copy', session: session.id }))?.made)
	const isRunning = session === currentSession(workshop)
	return (
		<>
			<Menu
				icon="more"
				label={t('sheet.sessions')}
				items={[
					{ label: t('sheet.newSession'), onChoose: () => setDialog('new') },
					{ label: t('sheet.renameSession'), onChoose: () => setDialog('rename') },
					{ label: t('sheet.copySession'), onChoose: copy },
					...(at > 0 ? [{ label: t('sheet.earlier'), onChoose: () => move(at - 1) }] : []),
					...(at < workshop.sessions.length - 1 ? [{ label: t('sheet.later'), onChoose: () => move(at + 1) }] : []),
					...(isRunning ? [] : [{ label: t('sheet.removeSession'), onChoose: () => setDialog('remove') }]),
				]}
				section={{
					title: t('sheet.file'),
					items: [
						{ label: t('sheet.saveFile'), onChoose: file.save },
						{ label: t('sheet.openFile'), onChoose: () => picker.current?.click() },
					],
				}}
			/>
			<input
				ref={picker}
				type="file"
				accept="application/json,.json"
				hidden
				aria-label={t('sheet.openFile')}
				onChange={(event) => {
					const [chosen] = event.target.files ?? []
					if (chosen) file.open(chosen)
					event.target.value = ''
				}}
			/>
			{dialog === 'new' && (
				<Dialog title={t('sheet.addSession')} onClose={close}>
					<NewSession workshop={workshop} run={run} onMade={look} onDone={close} />
				</Dialog>
			)}
			{dialog === 'rename' && (
				<Dialog title={t('sheet.sessionTitle')} onClose={close}>
					<NameForm
						label={t('sheet.sessionTitle')}
						name={session.title}
						onSave={(title) => run({ type: 'session.rename', session: session.id, title })}
						onDone={close}
					/>
				</Dialog>
			)}
			{dialog === 'remove' && (
				<AskDialog
					title={t('sheet.removeNow')}
					action={t('sheet.removeNow')}
					onDo={() => {
						run({ type: 'session.remove', session: session.id, withCards: true })
						close()
					}}
					onClose={close}
				>
					<p>{t('sheet.removeWarning', { session: session.title, count: session.boards.length })}</p>
				</AskDialog>
			)}
		</>
	)
}
