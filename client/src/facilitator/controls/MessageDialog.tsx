import { type Board, LIMITS } from '@charrette/shared'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

/** Opens the dialog that sends a message to everyone. */
export function MessageButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const [isWriting, setWriting] = useState(false)
	return (
		<>
			<Button
				icon="message"
				className={styles['messageButton']}
				aria-label={t('controls.messageTitle')}
				title={t('controls.messageTitle')}
				onClick={() => setWriting(true)}
			>
				<span className={styles['label']}>{t('controls.message')}</span>
			</Button>
			{isWriting && <MessageDialog workshop={workshop} run={run} board={null} onClose={() => setWriting(false)} />}
		</>
	)
}

interface MessageDialogProps extends ControlProps {
	/** The board whose people get the message; null for everyone. */
	board: Board | null
	onClose: () => void
}

/** Sends a message to everyone, or to everyone at a board. It replaces the previous one there. */
export function MessageDialog({ workshop, run, board, onClose }: MessageDialogProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [text, setText] = useState('')
	const [isSaving, save] = useSave()
	const to = board ? { board: board.id } : {}
	const shown = board ? board.message : workshop.message
	const send = async (event: FormEvent | KeyboardEvent) => {
		event.preventDefault()
		if (text.trim() === '' || !(await save(() => run({ type: 'message.send', text: text.trim(), ...to })))) return
		showToast(board ? t('tableMessage.sent', { board: board.title }) : t('controls.sent'))
		onClose()
	}
	const title = board ? t('tableMessage.title', { board: board.title }) : t('controls.messageTitle')
	return (
		<Dialog title={title} isBusy={isSaving} onClose={onClose}>
			<form className={styles['message']} onSubmit={send}>
				<Field
					label={t('controls.messageLabel')}
					hint={t(board ? 'tableMessage.hint' : 'controls.messageHint', { most: LIMITS.maxMessageLength })}
				>
					{(control) => (
						<textarea
							{...control}
							rows={3}
							maxLength={LIMITS.maxMessageLength}
							value={text}
							onChange={(event) => setText(event.target.value)}
							onKeyDown={(event) => {
								const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
								if (isSend && !isComposing(event)) void send(event)
							}}
						/>
					)}
				</Field>
				<div className={styles['actions']}>
					{shown && (
						<Button onClick={() => run({ type: 'message.clear', ...to })}>{t('controls.removeMessage')}</Button>
					)}
					<Button type="submit" variant="primary" busy={isSaving} aria-disabled={text.trim() === ''}>
						{t(board ? 'tableMessage.send' : 'controls.send')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}
