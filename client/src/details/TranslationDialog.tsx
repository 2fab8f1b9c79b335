import { LIMITS, localeOfKey, readTranslations, translationFor, translationKey, translationOf } from '@charrette/shared'
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useActivities } from '../boardParts/useActivities.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import { useKnownText } from '../reading/useReading.tsx'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import type { CardDetailsPanelProps } from './CardDetailsPanel.tsx'
import { isCardLocked } from './isCardLocked.ts'
import styles from './translation.module.css'
import { useCardDetails, writeDetails } from './useCardDetails.ts'

export interface TranslationDialogProps extends Omit<CardDetailsPanelProps, 'focus' | 'onBack'> {
	/** The language to begin with; null for the one that this person probably wants. */
	locale: string | null
}

/** Writes or corrects the translation of a card into a language, beside its original (READ5). */
export function TranslationDialog(props: TranslationDialogProps) {
	const { document, workshop, credentials, board, card, canEdit, locale, onClose } = props
	const { t } = useTranslation(['board', 'panels', 'app'])
	const language = useLanguage()
	const names = useDisplayNames(workshop)
	const showToast = useToast()
	const shape = useCardDetails(document, card)?.shape
	const text = shape?.props.text ?? ''
	const read = useKnownText(card, text)
	const translations = readTranslations(shape?.meta ?? {})
	const canWrite =
		useActivities(credentials.role, workshop, board).has('write') && canEdit && !isCardLocked(shape, credentials.role)
	const written = read.from ?? read.lang
	const tags = [...new Set([language, ...workshop.locales, ...Object.keys(translations)])].filter(isTag)
	const [to, setTo] = useState(locale ?? tags.find((tag) => !isSameLanguage(tag, written)) ?? language)
	const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
	const isGone = shape === undefined
	useEffect(() => {
		if (isGone) onClose()
	}, [isGone, onClose])
	if (!shape) return null
	const nameOf = (tag: string) => new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
	const known = to in translations ? translationOf({ text, translations }, to) : null
	const machine = to === language && read.isTranslated ? read.text : ''
	const draft = drafts[to] ?? known?.text ?? machine
	const isUnchanged = known !== null && draft.trim() === known.text
	const author = known?.by === undefined ? '' : names.get(known.by)
	const write = (next: string) => {
		const value = next.trim() && translationFor(text, next, credentials.participant ?? credentials.role)
		writeDetails(document, card, { [translationKey(to)]: value ? { ...value } : undefined })
		const undo = { label: t('board:tools.undo'), onChoose: undoIfLast(document.undo) }
		showToast(t(value ? 'panels:translate.saved' : 'panels:translate.removed'), 'note', undo)
		onClose()
	}
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (!canWrite) return
		if ((isUnchanged && !known.isStale) || (draft.trim() === '' && !known)) onClose()
		else write(draft)
	}
	const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return
		event.preventDefault()
		event.currentTarget.form?.requestSubmit()
	}
	return (
		<Dialog title={t('panels:translate.title')} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				<section>
					<h3>
						{written ? t('panels:translate.originalIn', { language: nameOf(written) }) : t('panels:translate.original')}
					</h3>
					<p className={styles['original']} dir="auto" lang={written}>
						{text}
					</p>
				</section>
				<Field label={t('panels:translate.text', { language: nameOf(to) })} hint={hintOf()}>
					{(control) => (
						<textarea
							{...control}
							rows={4}
							dir="auto"
							lang={to}
							value={draft}
							readOnly={!canWrite}
							maxLength={LIMITS.maxTranslationLength}
							onChange={({ target }) => setDrafts({ ...drafts, [to]: target.value })}
							onKeyDown={onKeyDown}
						/>
					)}
				</Field>
				<Select
					label={t('panels:translate.language')}
					value={to}
					options={tags.map((tag) => ({ value: tag, label: nameOf(tag) }))}
					onChange={setTo}
					icon="language"
				/>
				{canWrite && (
					<div className={styles['actions']}>
						<Button type="submit" variant="primary">
							{t(known?.isStale && isUnchanged ? 'panels:translate.confirm' : 'panels:translate.save')}
						</Button>
						<Button onClick={onClose}>{t('app:cancel')}</Button>
						{known && (
							<Button variant="quiet" icon="bin" onClick={() => write('')}>
								{t('panels:translate.remove')}
							</Button>
						)}
					</div>
				)}
			</form>
		</Dialog>
	)

	function hintOf(): string | undefined {
		if (!canWrite) return t('panels:translate.readOnly')
		const by = author ? t('panels:translate.by', { name: author }) : ''
		if (known?.isStale) return [by, t('panels:translate.stale')].filter(Boolean).join(' · ')
		if (known) return by || undefined
		return machine ? t('panels:translate.machine') : undefined
	}
}

/** Whether translations can be stored in a language. */
const isTag = (tag: string) => localeOfKey(translationKey(tag)) !== null

const isSameLanguage = (one: string, other: string | undefined) => one.split('-')[0] === other?.split('-')[0]
