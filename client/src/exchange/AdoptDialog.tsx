import {
	type BoardId,
	LIMITS,
	type Locale,
	localesOf,
	type PublishedPractice,
	practiceTextId,
	type Workshop,
} from '@charrette/shared'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { adoptPractice, fetchPracticeTranslations } from '../connection/api/exchange.ts'
import { useTranslates } from '../connection/clientInfo.ts'
import type { Credentials } from '../connection/credentials.ts'
import { LOCALE_NAMES, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { boardPath } from '../navigation/paths.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './reports.module.css'

interface AdoptDialogProps {
	credentials: Credentials
	published: PublishedPractice
	workshop: Workshop
	board: BoardId
	onClose: () => void
}

/** The texts of the card in one language. */
type Texts = Record<'title' | 'text', string>
const NONE: Texts = { title: '', text: '' }

/**
 * Asks for the title and the text of an adopted practice, in a language of the workshop or the
 * person's own (ADOPT1a): those of the practice, else what the machine translates, if it may.
 */
export function AdoptDialog({ credentials, published, workshop, board, onClose }: AdoptDialogProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const reader = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const [isSaving, save] = useSave()
	const locales = [...new Set([...workshop.locales, reader])]
	const [locale, setLocale] = useState(workshop.locales.includes(reader) ? reader : workshop.locale)
	const [drafts, setDrafts] = useState<Readonly<Partial<Record<Locale, Texts>>>>({})
	const [original = published.original] = localesOf(published)
	const written = (of: Locale): Texts | null => {
		const texts = published.texts[of]?.texts
		return texts ? { title: texts.title ?? '', text: texts.abstract ?? '' } : null
	}
	const machine = useMachineTranslation({ credentials, published, workshop, locale, original })
	const source = written(original) ?? NONE
	const known = written(locale)
	const shown = { ...(known ?? machine ?? NONE), ...drafts[locale] }
	const change = (texts: Partial<Texts>) => setDrafts({ ...drafts, [locale]: { ...shown, ...texts } })
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const title = shown.title.trim()
		const body = { board, locale, ...(title && { title }), text: shown.text.slice(0, LIMITS.maxDescriptionLength) }
		const adopted = await save(() => attempt(() => adoptPractice(credentials, published.id, body)))
		if (!adopted) return
		showToast(t('exchange:adopt.done'))
		navigate(boardPath(workshop.id, board, credentials.role))
	}
	const hint = known ? undefined : t('exchange:adopt.original', { title: source.title })
	return (
		<Dialog title={t('exchange:adopt.adopt')} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				<Field label={t('exchange:adopt.title', { language: LOCALE_NAMES[locale] })} hint={hint}>
					{(control) => (
						<textarea
							{...control}
							rows={2}
							dir="auto"
							lang={locale}
							value={shown.title}
							maxLength={LIMITS.maxCardTextLength}
							onChange={({ target }) => change({ title: target.value })}
						/>
					)}
				</Field>
				<Field
					label={t('exchange:adopt.text')}
					hint={!known && machine ? t('exchange:adopt.machine', { language: LOCALE_NAMES[original] }) : undefined}
				>
					{(control) => (
						<textarea
							{...control}
							rows={5}
							dir="auto"
							lang={locale}
							value={shown.text}
							maxLength={LIMITS.maxDescriptionLength}
							onChange={({ target }) => change({ text: target.value })}
						/>
					)}
				</Field>
				{locales.length > 1 && (
					<Select
						label={t('exchange:adopt.language')}
						value={locale}
						options={locales.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
						onChange={setLocale}
						icon="language"
					/>
				)}
				<div className={styles['buttons']}>
					<Button type="submit" variant="primary" busy={isSaving}>
						{t('exchange:adopt.adopt')}
					</Button>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
				</div>
			</form>
		</Dialog>
	)
}

/** Returns the machine's translation of a practice; null if there is none, or it needs none. */
function useMachineTranslation({
	credentials,
	published: { id, texts },
	workshop: { isUntranslated },
	locale,
	original,
}: Omit<AdoptDialogProps, 'onClose' | 'board'> & { locale: Locale; original: Locale }): Texts | null {
	const isWanted = useTranslates() && isUntranslated !== true && !texts[locale]
	const [found, setFound] = useState<Readonly<Partial<Record<Locale, Texts>>>>({})
	useEffect(() => {
		if (!isWanted) return undefined
		let isShown = true
		const ids = [practiceTextId(id, original, 'title'), practiceTextId(id, original, 'abstract')]
		fetchPracticeTranslations(credentials, { to: locale, ids }).then(
			({ translations }) => {
				const [title, text = ''] = ids.map((one) => translations.find((found) => found.id === one)?.text)
				if (isShown && title !== undefined) setFound((all) => ({ ...all, [locale]: { title, text } }))
			},
			// It is only an offer: the person can write the title.
			() => {},
		)
		return () => {
			isShown = false
		}
	}, [isWanted, credentials, id, original, locale])
	return found[locale] ?? null
}
