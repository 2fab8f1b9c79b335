import { LIMITS, type PracticeCollection, type Session, translateTitle } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import styles from './collections.module.css'

type CollectionTexts = Pick<PracticeCollection, 'title' | 'text' | 'session'>

interface CollectionFormProps {
	start: CollectionTexts
	sessions: readonly Session[]
	submitLabel: string
	onSubmit: (texts: CollectionTexts) => Promise<void>
}

/** The title, the two sentences and the session of a collection. */
export function CollectionForm({ start, sessions, submitLabel, onSubmit }: CollectionFormProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const [title, setTitle] = useState(start.title)
	const [text, setText] = useState(start.text)
	const [session, setSession] = useState(start.session)
	const [isBusy, setBusy] = useState(false)
	const isNamed = title.trim() !== ''
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (!isNamed || isBusy) return
		setBusy(true)
		await onSubmit({ title, text, session })
		setBusy(false)
	}
	return (
		<form className={styles['form']} onSubmit={submit}>
			<TextField
				label={t('collections.name')}
				value={title}
				maxLength={LIMITS.maxTitleLength}
				dir="auto"
				onChange={setTitle}
			/>
			<Field label={t('collections.text')} hint={t('collections.textHint')}>
				{(control) => (
					<textarea
						{...control}
						rows={3}
						dir="auto"
						value={text}
						maxLength={LIMITS.maxCollectionTextLength}
						onChange={({ target }) => setText(target.value)}
					/>
				)}
			</Field>
			<Field label={t('collections.session')} hint={t('collections.sessionHint')}>
				{(control) => (
					<select
						{...control}
						value={session ?? ''}
						onChange={({ target }) => setSession(sessions.find(({ id }) => id === target.value)?.id ?? null)}
					>
						<option value="">{t('collections.noSession')}</option>
						{sessions.map(({ id, title: name }) => (
							<option key={id} value={id}>
								{translateTitle(name, locale)}
							</option>
						))}
					</select>
				)}
			</Field>
			<Button type="submit" variant="primary" busy={isBusy} aria-disabled={!isNamed}>
				{submitLabel}
			</Button>
		</form>
	)
}
