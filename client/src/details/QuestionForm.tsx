import { type BoardId, LIMITS } from '@charrette/shared'
import { type FormEvent, useId, useState } from 'react'
import { sendQuestion } from '../connection/api.ts'
import { tabStore } from '../connection/browserStorage.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import styles from './details.module.css'

interface QuestionFormProps {
	credentials: Credentials
	board: BoardId
	/** The card that the question is about. */
	card: string
}

/**
 * Asks a question about a card in a gallery walk (GALLERY1). The typed text stays in this tab until
 * the question has arrived.
 */
export function QuestionForm({ credentials, board, card }: QuestionFormProps) {
	const { t } = useTranslation('board')
	const attempt = useAttempt()
	const showToast = useToast()
	const id = useId()
	const draftKey = `charrette.question.${board}.${card}`
	const [text, setText] = useState(() => tabStore.read(draftKey) ?? '')
	const [isBusy, setBusy] = useState(false)
	const write = (text: string) => {
		setText(text)
		if (text) tabStore.write(draftKey, text)
		else tabStore.remove(draftKey)
	}
	const send = async (event: FormEvent) => {
		event.preventDefault()
		if (text.trim() === '' || isBusy) return
		setBusy(true)
		const created = await attempt(() => sendQuestion(credentials, board, { card, text }))
		setBusy(false)
		if (!created) return
		write('')
		showToast(t('question.asked'))
	}
	return (
		<form className={styles['detail']} onSubmit={send}>
			<label htmlFor={id}>{t('question.ask')}</label>
			<textarea
				id={id}
				rows={3}
				value={text}
				maxLength={LIMITS.maxQuestionLength}
				placeholder={t('question.askHint')}
				dir="auto"
				onChange={({ target }) => write(target.value)}
			/>
			<Button type="submit" variant="primary" busy={isBusy} disabled={text.trim() === ''}>
				{t('question.send')}
			</Button>
		</form>
	)
}
