import {
	ACTIVITIES,
	type Activity,
	CARD_KINDS,
	DEFAULT_DOTS,
	LIMITS,
	type Locale,
	PHASE_DESTINATIONS,
	PHASE_KINDS,
	type PhasePlan,
	PROJECTIONS,
	VOTED_BOARDS,
} from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { LOCALE_NAMES, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import pills from '../../ui/pills.module.css'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import { MultiSelect } from '../votes/VoteForm.tsx'
import { hasTitle, trimPhase, withKind, withoutOutdated } from './phaseDraft.ts'
import styles from './runSheet.module.css'

interface PhaseDialogProps {
	title: string
	phase: PhasePlan
	/** The workshop's languages, the main language first. */
	locales: readonly Locale[]
	/** Resolves to false if saving failed: the dialog then stays open with the texts. */
	onSave: (phase: PhasePlan) => Promise<boolean>
	onClose: () => void
}

/**
 * Edits a phase: its kind, its texts in the workshop's languages (RUN6), its time, its permissions
 * and the projector's scene.
 */
export function PhaseDialog({ title, phase, locales, onSave, onClose }: PhaseDialogProps) {
	const { t } = useTranslation('dashboard')
	const [draft, setDraft] = useState(phase)
	const [isSubmitted, setSubmitted] = useState(false)
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		setSubmitted(true)
		const edited = withoutOutdated(phase, trimPhase(draft), locales)
		if (hasTitle(edited) && draft.votedKinds?.length !== 0 && (await save(() => onSave(edited)))) onClose()
	}
	return (
		<Dialog title={title} isBusy={isSaving} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<div className={styles['choices']}>
					<div>
						<span aria-hidden="true">{t('runSheet.kind')}</span>
						<Select
							label={t('runSheet.kind')}
							value={draft.kind}
							options={PHASE_KINDS.map((value) => ({ value, label: t(`runSheet.kinds.${value}`) }))}
							onChange={(kind) => setDraft(withKind(draft, kind))}
						/>
					</div>
					<Stepper
						label={t('runSheet.minutesLabel')}
						value={draft.minutes}
						min={0}
						max={LIMITS.maxPhaseMinutes}
						onChange={(minutes) => setDraft({ ...draft, minutes })}
						lessLabel={t('runSheet.fewerMinutes')}
						moreLabel={t('runSheet.moreMinutes')}
					/>
					{draft.kind === 'vote' && (
						<Stepper
							label={t('vote.budget')}
							value={draft.dots ?? DEFAULT_DOTS}
							min={1}
							max={LIMITS.maxDots}
							onChange={(dots) => setDraft({ ...draft, dots })}
							lessLabel={t('vote.fewer')}
							moreLabel={t('vote.more')}
						/>
					)}
				</div>
				{draft.minutes > 0 && (
					<label className={styles['startsTimer']}>
						<input
							type="checkbox"
							checked={draft.startsTimer === true}
							onChange={(event) => setDraft({ ...draft, startsTimer: event.target.checked })}
						/>
						{t('voting.startsTimer')}
					</label>
				)}
				<PhaseTexts
					draft={draft}
					locales={locales}
					error={isSubmitted && !hasTitle(draft) ? t('runSheet.titleMissing') : null}
					onChange={setDraft}
				/>
				{draft.kind === 'vote' && <VoteOfPhase draft={draft} onChange={setDraft} />}
				<PhasePermissions draft={draft} onChange={setDraft} />
				<label className={styles['startsTimer']}>
					<input
						type="checkbox"
						checked={draft.takesThreads === true}
						onChange={(event) => setDraft({ ...draft, takesThreads: event.target.checked })}
					/>
					{t('runSheet.takesThreads')}
				</label>
				<div className={styles['shows']}>
					<span aria-hidden="true">{t('controls.shows')}</span>
					<Select
						icon="projector"
						label={t('controls.shows')}
						value={draft.shows}
						options={PROJECTIONS.map((value) => ({ value, label: t(`projections.${value}`) }))}
						onChange={(shows) => setDraft({ ...draft, shows })}
					/>
				</div>
				<div className={styles['shows']}>
					<span aria-hidden="true">{t('runSheet.leadsTo')}</span>
					<Select
						label={t('runSheet.leadsTo')}
						value={draft.leadsTo ?? 'board'}
						options={PHASE_DESTINATIONS.map((value) => ({ value, label: t(`runSheet.destinations.${value}`) }))}
						onChange={(leadsTo) => setDraft({ ...draft, leadsTo })}
					/>
				</div>
				<Button type="submit" variant="primary" className={styles['save']} busy={isSaving}>
					{t('runSheet.save')}
				</Button>
			</form>
		</Dialog>
	)
}

interface PhaseTextsProps {
	draft: PhasePlan
	locales: readonly Locale[]
	error: string | null
	onChange: (draft: PhasePlan) => void
}

/** A phase's title and prompt in each language. */
function PhaseTexts({ draft, locales, error, onChange }: PhaseTextsProps) {
	const { t } = useTranslation('dashboard')
	return (
		<div className={styles['texts']}>
			{locales.map((locale, index) => (
				<fieldset key={locale} lang={locale} className={styles['language']} aria-label={LOCALE_NAMES[locale]}>
					<TextField
						label={labelIn(t('runSheet.titleLabel'), locale, locales)}
						value={draft.title[locale] ?? ''}
						maxLength={LIMITS.maxTitleLength}
						error={index === 0 ? error : null}
						onChange={(text) => onChange({ ...draft, title: { ...draft.title, [locale]: text } })}
					/>
					<Field label={labelIn(t('runSheet.promptLabel'), locale, locales)}>
						{(control) => (
							<textarea
								{...control}
								rows={3}
								maxLength={LIMITS.maxPromptLength}
								value={draft.prompt[locale] ?? ''}
								onChange={(event) => onChange({ ...draft, prompt: { ...draft.prompt, [locale]: event.target.value } })}
							/>
						)}
					</Field>
				</fieldset>
			))}
		</div>
	)
}

/** Returns the label, with the language's name if there are several languages. */
function labelIn(label: string, locale: Locale, locales: readonly Locale[]): string {
	return locales.length > 1 ? `${label} · ${LOCALE_NAMES[locale]}` : label
}

/** The boards and the kinds of card that are voted on in a phase. */
function VoteOfPhase({ draft, onChange }: PhasePermissionsProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	return (
		<>
			<p className={styles['voteHint']}>{t('dashboard:runSheet.voteHint')}</p>
			<div className={styles['shows']}>
				<span aria-hidden="true">{t('dashboard:vote.boards')}</span>
				<Select
					label={t('dashboard:vote.boards')}
					value={draft.votedBoards ?? 'all'}
					options={VOTED_BOARDS.map((value) => ({ value, label: t(`dashboard:voting.boards.${value}`) }))}
					onChange={(votedBoards) => onChange({ ...draft, votedBoards })}
				/>
			</div>
			<MultiSelect
				legend={t('dashboard:vote.cards')}
				all={t('dashboard:vote.allKinds')}
				options={CARD_KINDS.map((id) => ({ id, label: t(`app:kinds.${id}`) }))}
				chosen={draft.votedKinds ?? null}
				onChange={(kinds) => onChange({ ...draft, votedKinds: kinds && [...kinds] })}
			/>
		</>
	)
}

interface PhasePermissionsProps {
	draft: PhasePlan
	onChange: (draft: PhasePlan) => void
}

/** The permissions of participants in a phase, and whether they write privately. */
function PhasePermissions({ draft, onChange }: PhasePermissionsProps) {
	const { t } = useTranslation('dashboard')
	const allow = (activity: Activity, isAllowed: boolean) => {
		const may = ACTIVITIES.filter((one) => (one === activity ? isAllowed : draft.may.includes(one)))
		onChange({ ...draft, may })
	}
	return (
		<fieldset className={pills['pills']}>
			<legend>{t('runSheet.permissions')}</legend>
			{ACTIVITIES.map((activity) => (
				<label key={activity}>
					<input
						type="checkbox"
						checked={draft.may.includes(activity)}
						onChange={(event) => allow(activity, event.target.checked)}
					/>
					{t(`runSheet.activities.${activity}`)}
				</label>
			))}
			{draft.kind === 'write' && (
				<label>
					<input
						type="checkbox"
						checked={draft.isPrivate}
						onChange={(event) => onChange({ ...draft, isPrivate: event.target.checked })}
					/>
					{t('runSheet.private')}
				</label>
			)}
			{draft.may.length === 0 && <p>{t('runSheet.viewOnly')}</p>}
		</fieldset>
	)
}
