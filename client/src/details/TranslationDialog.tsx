import {
	type CardShape,
	LIMITS,
	localeOfKey,
	type PeoplesTranslation,
	readTranslations,
	textHash,
	translationFor,
	translationKey,
	translationOf,
	type Workshop,
} from '@charrette/shared'
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useActivities } from '../boardParts/useActivities.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import { useKnownText } from '../reading/useReading.tsx'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/CopyField.tsx'
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

/** A translation that is being written. */
interface Draft {
	text: string
	/** The original when it was begun. */
	original: string
}

/**
 * Writes or corrects the translation of a card into a language, beside its original (READ5). What
 * is typed stays while others change the text or delete the card (READ5d).
 */
export function TranslationDialog(props: TranslationDialogProps) {
	const { document, card, onClose } = props
	const present = useCardDetails(document, card)?.shape
	const shape = useLast(present)
	const isMissing = shape === undefined
	useEffect(() => {
		if (isMissing) onClose()
	}, [isMissing, onClose])
	return shape ? <ShownTranslation {...props} shape={shape} isGone={present === undefined} /> : null
}

interface ShownTranslationProps extends TranslationDialogProps {
	/** The card, as it was when it was deleted if it is gone. */
	shape: CardShape
	isGone: boolean
}

function ShownTranslation(props: ShownTranslationProps) {
	const { document, workshop, credentials, board, card, canEdit, locale, onClose, shape, isGone } = props
	const { t } = useTranslation(['board', 'panels', 'app'])
	const language = useLanguage()
	const showToast = useToast()
	const { text } = shape.props
	const read = useKnownText(card, text)
	const translations = readTranslations(shape.meta)
	const canWrite =
		useActivities(credentials.role, workshop, board).has('write') &&
		canEdit &&
		!isGone &&
		!isCardLocked(shape, credentials.role)
	const written = read.from ?? read.lang
	const tags = [...new Set([language, ...workshop.locales, ...Object.keys(translations)])].filter(isTag)
	const [to, setTo] = useState(locale ?? tags.find((tag) => !isSameLanguage(tag, written)) ?? language)
	const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
	const hasNothing = isGone && Object.keys(drafts).length === 0
	useEffect(() => {
		if (hasNothing) onClose()
	}, [hasNothing, onClose])
	const nameOf = (tag: string) => new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
	const known = to in translations ? translationOf({ text, translations }, to) : null
	const machine = to === language && read.isTranslated ? read.text : ''
	const draft = drafts[to]?.text ?? known?.text ?? machine
	const original = drafts[to]?.original ?? text
	const hasMoved = textHash(original) !== textHash(text)
	const isUnchanged = known !== null && draft.trim() === known.text
	const hint = useHint({ isGone, canWrite, known, isMachine: machine !== '', workshop })
	const write = (next: string, of = original) => {
		const value = next.trim() && translationFor(of, next, credentials.participant ?? credentials.role)
		writeDetails(document, card, { [translationKey(to)]: value ? { ...value } : undefined })
		const undo = { label: t('board:tools.undo'), onChoose: undoIfLast(document.undo) }
		showToast(t(value ? 'panels:translate.saved' : 'panels:translate.removed'), 'note', undo)
		onClose()
	}
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (!canWrite) return
		if ((isUnchanged && !known.isStale) || (draft.trim() === '' && !known)) onClose()
		else write(draft, isUnchanged ? text : original)
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
				<Field label={t('panels:translate.text', { language: nameOf(to) })} hint={hint}>
					{(control) => (
						<textarea
							{...control}
							rows={4}
							dir="auto"
							lang={to}
							value={draft}
							readOnly={!canWrite}
							maxLength={LIMITS.maxTranslationLength}
							onChange={({ target }) => setDrafts({ ...drafts, [to]: { text: target.value, original } })}
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
				<p role="status">{!isGone && hasMoved && t('panels:translate.changed')}</p>
				{canWrite ? (
					<Actions
						isConfirming={known?.isStale === true && isUnchanged}
						onConfirm={hasMoved && !isUnchanged && draft.trim() !== '' ? () => write(draft, text) : null}
						onRemove={known && (() => write(''))}
						onClose={onClose}
					/>
				) : (
					drafts[to] && <CopyButton text={draft} />
				)}
			</form>
		</Dialog>
	)
}

/** Returns the value, or the last one while it is undefined. */
function useLast<Value>(value: Value | undefined): Value | undefined {
	const [last, setLast] = useState(value)
	if (value !== undefined && value !== last) setLast(value)
	return value ?? last
}

interface HintFacts {
	/** Whether the card was deleted. */
	isGone: boolean
	canWrite: boolean
	known: PeoplesTranslation | null
	/** Whether the text begins as a machine's translation. */
	isMachine: boolean
	workshop: Workshop
}

function useHint({ isGone, canWrite, known, isMachine, workshop }: HintFacts): string | undefined {
	const { t } = useTranslation('panels')
	const names = useDisplayNames(workshop)
	if (isGone) return t('translate.gone')
	if (!canWrite) return t('translate.readOnly')
	const author = known?.by === undefined ? '' : names.get(known.by)
	const by = author ? t('translate.by', { name: author }) : ''
	if (known?.isStale) return [by, t('translate.stale')].filter(Boolean).join(' · ')
	if (known) return by || undefined
	return isMachine ? t('translate.machine') : undefined
}

interface ActionsProps {
	/** Whether the form confirms what is stored. */
	isConfirming: boolean
	/** Saves the translation for the text as it is now; null if it was made from that. */
	onConfirm: (() => void) | null
	/** Null if none is stored. */
	onRemove: (() => void) | null
	onClose: () => void
}

function Actions({ isConfirming, onConfirm, onRemove, onClose }: ActionsProps) {
	const { t } = useTranslation(['panels', 'app'])
	return (
		<div className={styles['actions']}>
			<Button type="submit" variant="primary">
				{t(isConfirming ? 'panels:translate.confirm' : 'panels:translate.save')}
			</Button>
			{onConfirm && <Button onClick={onConfirm}>{t('panels:translate.confirm')}</Button>}
			<Button onClick={onClose}>{t('app:cancel')}</Button>
			{onRemove && (
				<Button variant="quiet" icon="bin" onClick={onRemove}>
					{t('panels:translate.remove')}
				</Button>
			)}
		</div>
	)
}

/** Copies what was typed and cannot be saved. */
function CopyButton({ text }: { text: string }) {
	const { t } = useTranslation()
	const showToast = useToast()
	const copy = async () => {
		if (await copyText(text)) showToast(t('copied'))
	}
	return (
		<div className={styles['actions']}>
			<Button icon="copy" onClick={copy}>
				{t('copy')}
			</Button>
		</div>
	)
}

/** Whether translations can be stored in a language. */
const isTag = (tag: string) => localeOfKey(translationKey(tag)) !== null

const isSameLanguage = (one: string, other: string | undefined) => one.split('-')[0] === other?.split('-')[0]
