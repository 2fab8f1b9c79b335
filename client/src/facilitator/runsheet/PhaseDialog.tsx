import { LIMITS, LOCALES, type Locale, PHASE_KINDS, type PhasePlan, PROJECTIONS } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { Permissions } from './Permissions.tsx'
import { PhaseTexts } from './PhaseTexts.tsx'
import { isNamed, ofKind, tidied } from './phaseDraft.ts'
import styles from './runSheet.module.css'

interface PhaseDialogProps {
	title: string
	phase: PhasePlan
	/** The workshop's languages, its own first: the first two are offered. */
	locales: readonly Locale[]
	onSave: (phase: PhasePlan) => void
	onClose: () => void
}

/** All that a phase says: its kind, its words in one or two languages, its time, what people may do and what the wall shows. */
export function PhaseDialog({ title, phase, locales, onSave, onClose }: PhaseDialogProps) {
	const { t } = useTranslation('desk')
	const [draft, setDraft] = useState(phase)
	const [main = 'en', ...others] = locales
	const [second, setSecond] = useState<Locale | ''>(() => secondOf(phase, main) ?? others[0] ?? '')
	const [isTried, setTried] = useState(false)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		setTried(true)
		if (isNamed(draft)) onSave(tidied(draft))
	}
	const languages = LOCALES.filter((locale) => locale !== main)
	return (
		<Dialog title={title} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<div className={styles['choices']}>
					<div>
						<span aria-hidden="true">{t('sheet.kind')}</span>
						<Select
							label={t('sheet.kind')}
							value={draft.kind}
							options={PHASE_KINDS.map((value) => ({ value, label: t(`sheet.kinds.${value}`) }))}
							onChange={(kind) => setDraft(ofKind(draft, kind))}
						/>
					</div>
					<Stepper
						label={t('sheet.minutesLabel')}
						value={draft.minutes}
						min={0}
						max={LIMITS.maxPhaseMinutes}
						onChange={(minutes) => setDraft({ ...draft, minutes })}
						lessLabel={t('sheet.fewerMinutes')}
						moreLabel={t('sheet.moreMinutes')}
					/>
					<div>
						<span aria-hidden="true">{t('sheet.second')}</span>
						<Select
							label={t('sheet.second')}
							value={second}
							options={[
								{ value: '', label: t('sheet.noSecond') },
								...languages.map((value) => ({ value, label: LOCALE_NAMES[value] })),
							]}
							onChange={setSecond}
						/>
					</div>
				</div>
				<PhaseTexts
					draft={draft}
					locales={second === '' ? [main] : [main, second]}
					error={isTried && !isNamed(draft) ? t('sheet.titleMissing') : null}
					onChange={setDraft}
				/>
				<Permissions draft={draft} onChange={setDraft} />
				<div className={styles['shows']}>
					<span aria-hidden="true">{t('conduct.shows')}</span>
					<Select
						icon="projector"
						label={t('conduct.shows')}
						value={draft.shows}
						options={PROJECTIONS.map((value) => ({ value, label: t(`shows.${value}`) }))}
						onChange={(shows) => setDraft({ ...draft, shows })}
					/>
				</div>
				<Button type="submit" look="primary" className={styles['save']}>
					{t('sheet.save')}
				</Button>
			</form>
		</Dialog>
	)
}

/** The language, beside the main one, in which the phase is worded already. */
function secondOf({ title, prompt }: PhasePlan, main: Locale): Locale | undefined {
	return LOCALES.find((locale) => locale !== main && (title[locale] ?? prompt[locale]) !== undefined)
}
