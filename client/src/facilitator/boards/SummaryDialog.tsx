import { type Board, LIMITS, LOCALES, type Locale, type ModelProblem, plainText, type Summary } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { fetchBoardContent } from '../../connection/api/boards.ts'
import { fetchSummary } from '../../connection/api/suggestions.ts'
import { useModels } from '../../connection/clientInfo.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { LOCALE_NAMES, useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './SummaryDialog.module.css'

interface SummaryDialogProps extends ControlProps {
	credentials: Credentials
	board: Board
	onClose: () => void
}

const EMPTY: Summary = { text: '', cards: [] }

/**
 * Writes what a board says, in each language of the workshop. The host's language model suggests a
 * text from the cards, which nobody else sees before it is saved (MODEL3).
 */
export function SummaryDialog({ credentials, workshop, board, run, onClose }: SummaryDialogProps) {
	const { t } = useTranslation(['panels', 'app'])
	const language = useLanguage()
	const showToast = useToast()
	const attempt = useAttempt()
	const canSuggest = useModels().names && workshop.isUntranslated !== true
	const locales = LOCALES.filter((locale) => workshop.locales.includes(locale) || board.summaries?.[locale])
	const [to, setTo] = useState<Locale>(() => locales.find((locale) => locale === language) ?? workshop.locale)
	const [drafts, setDrafts] = useState<Partial<Record<Locale, Summary>>>({})
	const [problem, setProblem] = useState<ModelProblem | null>(null)
	const [isSuggesting, whileSuggesting] = useSave()
	const [isSaving, save] = useSave()
	const draft = drafts[to] ?? board.summaries?.[to] ?? EMPTY
	const write = (next: Summary) => setDrafts((before) => ({ ...before, [to]: next }))
	const suggest = async () => {
		setProblem(null)
		const answer = await whileSuggesting(() => attempt(() => fetchSummary(credentials, board.id, { to })))
		if (answer?.summary) write({ ...answer.summary, isSuggested: true })
		setProblem(answer?.problem ?? null)
	}
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const saved = await save(async () => {
			for (const locale of LOCALES) {
				const summary = drafts[locale] && trimmed(drafts[locale])
				if (summary === undefined) continue
				if (!(await run({ type: 'summary.set', board: board.id, locale, summary }))) return null
			}
			return true
		})
		if (!saved) return
		showToast(t('summary.saved'))
		onClose()
	}
	return (
		<Dialog title={t('summary.title', { board: board.title })} isBusy={isSaving} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				{locales.length > 1 && (
					<Select
						label={t('summary.language')}
						value={to}
						options={locales.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
						onChange={setTo}
						disabledReason={isSuggesting ? t('summary.suggesting') : undefined}
					/>
				)}
				<Field label={t('summary.label')} hint={t('summary.hint', { most: LIMITS.maxSummaryLength })}>
					{(control) => (
						<textarea
							{...control}
							lang={to}
							dir="auto"
							rows={5}
							maxLength={LIMITS.maxSummaryLength}
							readOnly={isSuggesting}
							value={draft.text}
							onChange={({ target }) => write(target.value === '' ? EMPTY : { ...draft, text: target.value })}
						/>
					)}
				</Field>
				{draft.isSuggested && <p className={styles['origin']}>{t('summary.suggested')}</p>}
				<SourceCards {...{ credentials, board }} ids={draft.cards} />
				{problem && <p role="alert">{t(`summary.problems.${problem}`)}</p>}
				{canSuggest && draft.text !== '' && <p className={styles['origin']}>{t('summary.suggestHint')}</p>}
				<div className={styles['actions']}>
					{canSuggest && (
						<Button busy={isSuggesting} disabled={draft.text !== ''} onClick={suggest}>
							{t(isSuggesting ? 'summary.suggesting' : 'summary.suggest')}
						</Button>
					)}
					<Button type="submit" variant="primary" busy={isSaving}>
						{t('summary.save')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

/** Returns what is saved of a draft; null for an empty one, which removes the summary. */
function trimmed(draft: Summary): Summary | null {
	const text = draft.text.trim()
	return text === '' ? null : { ...draft, text }
}

interface SourceCardsProps {
	credentials: Credentials
	board: Board
	ids: readonly string[]
}

/** The cards on which a summary rests, as they are now, shown on demand. */
function SourceCards({ credentials, board, ids }: SourceCardsProps) {
	const { t } = useTranslation('panels')
	const { data } = useQuery({
		queryKey: ['summarised', credentials.token, board.id],
		queryFn: () => fetchBoardContent(credentials, board.id),
		enabled: ids.length > 0,
		gcTime: 0,
	})
	const cards = data?.cards.filter(({ id }) => ids.includes(id)) ?? []
	if (cards.length === 0) return null
	return (
		<details className={styles['sources']}>
			<summary>{t('summary.cards', { count: cards.length })}</summary>
			<ul>
				{cards.map(({ id, text }) => (
					<li key={id} dir="auto">
						{plainText(text)}
					</li>
				))}
			</ul>
		</details>
	)
}
