import { LIMITS, type PracticeCollection, type Session, translateTitle } from '@charrette/shared'
import type { FormEvent } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { useFormEdits } from '../../ui/useFormEdits.ts'
import { useSave } from '../../ui/useSave.ts'
import styles from './collections.module.css'

type CollectionTexts = Pick<PracticeCollection, 'title' | 'text' | 'session'>

interface CollectionFormProps {
	/** What is stored, or suggested for a new collection. */
	start: CollectionTexts
	sessions: readonly Session[]
	submitLabel: string
	/** Resolves once `start` has what was stored; to null if it was not stored. */
	onSubmit: (texts: CollectionTexts) => Promise<unknown>
}

/**
 * The title, the two sentences and the session of a collection. Those that this person has not
 * changed follow what others store (COLLECT1a).
 */
export function CollectionForm({ start, sessions, submitLabel, onSubmit }: CollectionFormProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const { values, change, forget } = useFormEdits({ title: start.title, text: start.text, session: start.session })
	const { title, text, session } = values
	const [isSaving, save] = useSave()
	const isNamed = title.trim() !== ''
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (isNamed && (await save(() => onSubmit(values)))) forget(values)
	}
	return (
		<form className={styles['form']} onSubmit={submit}>
			<TextField
				label={t('collections.name')}
				value={title}
				maxLength={LIMITS.maxTitleLength}
				dir="auto"
				onChange={(typed) => change({ title: typed })}
			/>
			<Field label={t('collections.text')} hint={t('collections.textHint')}>
				{(control) => (
					<textarea
						{...control}
						rows={3}
						dir="auto"
						value={text}
						maxLength={LIMITS.maxCollectionTextLength}
						onChange={({ target }) => change({ text: target.value })}
					/>
				)}
			</Field>
			<Field label={t('collections.session')} hint={t('collections.sessionHint')}>
				{(control) => (
					<select
						{...control}
						value={session ?? ''}
						onChange={({ target }) => change({ session: sessions.find(({ id }) => id === target.value)?.id ?? null })}
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
			<Button type="submit" variant="primary" busy={isSaving} aria-disabled={!isNamed}>
				{submitLabel}
			</Button>
		</form>
	)
}
