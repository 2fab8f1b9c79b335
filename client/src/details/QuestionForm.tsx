import { type BoardId, LIMITS } from '@charrette/shared'
import { type FormEvent, useId, useState } from 'react'
import { sendQuestion } from '../connection/api/boards.ts'
import { tabStore } from '../connection/browserStorage.ts'
import type { Credentials } from '../connection/credentials.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
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
	const { t } = useTranslation(['board', 'panels'])
	const attempt = useAttempt()
	const showToast = useToast()
	const id = useId()
	const draftKey = TAB_KEYS.question(board, card)
	const [text, setText] = useState(() => tabStore.read(draftKey) ?? '')
	const [isSaving, save] = useSave()
	const write = (text: string) => {
		setText(text)
		if (text) tabStore.write(draftKey, text)
		else tabStore.remove(draftKey)
	}
	const send = async (event: FormEvent) => {
		event.preventDefault()
		if (text.trim() === '') return
		const created = await save(() => attempt(() => sendQuestion(credentials, board, { card, text })))
		if (!created) return
		// What was typed meanwhile, here or after another opening of the panel, is the next question.
		if (tabStore.read(draftKey) === text) tabStore.remove(draftKey)
		setText((now) => (now === text ? '' : now))
		showToast(t('panels:question.asked'))
	}
	return (
		<form className={styles['detail']} onSubmit={send}>
			<label htmlFor={id}>{t('panels:question.ask')}</label>
			<textarea
				id={id}
				rows={3}
				value={text}
				maxLength={LIMITS.maxQuestionLength}
				placeholder={t('panels:question.askHint')}
				dir="auto"
				onChange={({ target }) => write(target.value)}
			/>
			<Button type="submit" variant="primary" busy={isSaving} disabled={text.trim() === ''}>
				{t('panels:question.send')}
			</Button>
		</form>
	)
}
