import { LIMITS } from '@charrette/shared'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import styles from './ConductBar.module.css'
import type { ConductProps } from './ConductProps.ts'

/** Says something to everybody at once; the newest message alone is shown. */
export function MessageButton({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const [isWriting, setWriting] = useState(false)
	return (
		<>
			<Button icon="message" aria-label={t('conduct.messageTitle')} onClick={() => setWriting(true)}>
				<span className={styles['words']}>{t('conduct.message')}</span>
			</Button>
			{isWriting && (
				<Dialog title={t('conduct.messageTitle')} onClose={() => setWriting(false)}>
					<MessageForm workshop={workshop} run={run} onDone={() => setWriting(false)} />
				</Dialog>
			)}
		</>
	)
}

function MessageForm({ workshop, run, onDone }: ConductProps & { onDone: () => void }) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const [text, setText] = useState('')
	const send = async (event: FormEvent | KeyboardEvent) => {
		event.preventDefault()
		if (text.trim() === '' || !(await run({ type: 'message.send', text: text.trim() }))) return
		showToast(t('conduct.sent'))
		onDone()
	}
	return (
		<form className={styles['message']} onSubmit={send}>
			<Field label={t('conduct.messageLabel')} hint={t('conduct.messageHint', { most: LIMITS.maxMessageLength })}>
				{(control) => (
					<textarea
						{...control}
						rows={3}
						maxLength={LIMITS.maxMessageLength}
						value={text}
						onChange={(event) => setText(event.target.value)}
						onKeyDown={(event) => {
							const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
							if (isSend && !event.nativeEvent.isComposing) send(event)
						}}
					/>
				)}
			</Field>
			<div className={styles['actions']}>
				{workshop.message && <Button onClick={() => run({ type: 'message.clear' })}>{t('conduct.takeAway')}</Button>}
				<Button type="submit" look="primary" aria-disabled={text.trim() === ''}>
					{t('conduct.send')}
				</Button>
			</div>
		</form>
	)
}
