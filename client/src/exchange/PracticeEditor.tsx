import {
	type BoardId,
	countWords,
	LOCALES,
	type Locale,
	PRACTICE_SECTIONS,
	type Practice,
	type PracticeSection,
	practiceNamesIn,
	practiceRoom,
	SECTION_WORDS,
	sectionRecord,
	textOf,
	type Workshop,
} from '@charrette/shared'
import { lazy, Suspense, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { SaveBadge } from '../boardParts/SaveBadge.tsx'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { LOCALE_NAMES, loadNamespace, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { BoundText } from '../sync/BoundText.tsx'
import { useBoardDocument } from '../sync/useBoardDocument.ts'
import { Field } from '../ui/Field.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './editor.module.css'
import { PracticeImages } from './PracticeImages.tsx'

interface PracticeEditorProps {
	credentials: Credentials
	practice: Practice
	/** The board whose images are offered; null without a board. */
	board: BoardId | null
	/** Undefined until it is fetched. */
	workshop: Workshop | undefined
}

const PracticeThread = lazy(() =>
	fetchChunk(async () => {
		const [{ PracticeThread }] = await Promise.all([import('./PracticeThread.tsx'), loadNamespace('panels')])
		return { default: PracticeThread }
	}),
)

/**
 * The texts and images of a practice, which several people can edit at the same time. Every
 * keystroke is saved.
 */
export function PracticeEditor({ credentials, practice, board, workshop }: PracticeEditorProps) {
	const { t } = useTranslation('exchange')
	const own = useLocale()
	const [locale, setLocale] = useState<Locale>(practice.original)
	const opened = useBoardDocument({
		board: practice.id as string as BoardId,
		room: practiceRoom(practice.id),
		epoch: 1,
		credentials,
		access: practice.state === 'withdrawn' ? 'view' : 'edit',
		onLostImages: () => {},
	})
	if (opened.state === 'refused') return <p role="alert">{t('editor.refused')}</p>
	if (opened.state === 'connecting') return <Loading what={t('editor.opening')} />
	return (
		<section className={styles['editor']} aria-label={t('editor.texts')}>
			<div className={styles['bar']}>
				<Select
					label={t('editor.language')}
					value={locale}
					options={LOCALES.map((value) => ({
						value,
						label:
							value === practice.original ? `${LOCALE_NAMES[value]} · ${t('editor.original')}` : LOCALE_NAMES[value],
					}))}
					onChange={setLocale}
				/>
				<SaveBadge saveStatus={opened.document.saveStatus} />
			</div>
			{PRACTICE_SECTIONS.map((section) => (
				<SectionField
					key={`${section} ${locale}`}
					document={opened.document}
					section={section}
					locale={locale}
					label={practiceNamesIn(own).sections[section]}
				/>
			))}
			<PracticeImages document={opened.document} source={board && { credentials, board }} />
			{workshop && (
				<Suspense fallback={null}>
					<PracticeThread {...{ credentials, workshop, practice }} document={opened.document} />
				</Suspense>
			)}
		</section>
	)
}

interface SectionFieldProps {
	document: BoardDocument
	section: PracticeSection
	locale: Locale
	label: string
}

/** The text area of one section, bound to the document keystroke by keystroke. */
function SectionField({ document, section, locale, label }: SectionFieldProps) {
	const { t } = useTranslation('exchange')
	const field = useRef<HTMLTextAreaElement>(null)
	const text = useSectionText(document, section, locale)
	const left = SECTION_WORDS[section] - countWords(text)
	const canWrite = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	useLayoutEffect(() => {
		const textarea = field.current
		if (!textarea) return
		// Fits the height to the text with the edits of all authors, which `text` contains.
		textarea.style.height = text ? 'auto' : ''
		textarea.style.height = `${textarea.scrollHeight + 2}px`
	}, [text])
	return (
		<Field
			label={label}
			hint={left >= 0 ? t('editor.left', { count: left }) : undefined}
			error={left < 0 ? t('editor.tooLong', { count: -left }) : null}
		>
			{(control) => (
				<BoundText
					{...control}
					source={document}
					place={{ record: sectionRecord(section, locale) }}
					fieldRef={field}
					rows={section === 'title' ? 1 : 3}
					lang={locale}
					maxLength={10_000}
					readOnly={!canWrite}
				/>
			)}
		</Field>
	)
}

/** Returns the text of a section with the edits of all authors. */
function useSectionText({ records }: BoardDocument, section: PracticeSection, locale: Locale): string {
	const id = sectionRecord(section, locale)
	const subscribe = (listener: () => void) => {
		records.observeDeep(listener)
		return () => records.unobserveDeep(listener)
	}
	return useSyncExternalStore(subscribe, () => textOf(records, id)?.toString() ?? '')
}
