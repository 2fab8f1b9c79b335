import { currentSession, foldText, type Group, LOCALES, type Locale, type Workshop } from '@charrette/shared'
import { type FormEvent, type ReactNode, useState } from 'react'
import { LOCALE_NAMES, useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import pills from '../../ui/pills.module.css'
import { useSave } from '../../ui/useSave.ts'
import styles from '../details.module.css'
import type { RunCommand } from '../useCommand.ts'
import { PersonField } from './PersonField.tsx'
import { languageName } from './searchPeople.ts'
import type { SeatedPerson } from './seatedPeople.ts'
import type { SeatChanges } from './useSeatChanges.ts'

interface SeatDialogProps {
	person: SeatedPerson
	workshop: Workshop
	changes: SeatChanges
	onClose: () => void
}

/** Moves a person to another table, which is found by its name or number. */
export function MoveDialog({ person, workshop, changes, onClose }: SeatDialogProps) {
	const { t } = useTranslation('dashboard')
	const [typed, setTyped] = useState('')
	const groups = (currentSession(workshop)?.groups ?? []).filter(({ id }) => id !== person.group?.id)
	const chosen = findByName(groups, typed)
	return (
		<SeatForm
			title={t('seating.moveTitle', { name: person.participant.name })}
			action={t('seating.moveNow')}
			isReady={chosen !== null}
			save={async () => chosen !== null && changes.move(person, chosen)}
			onClose={onClose}
		>
			<Combobox
				label={t('seating.table')}
				hint={t('seating.tableHint')}
				value={typed}
				onChange={setTyped}
				options={groups.map(({ name }) => name)}
			/>
		</SeatForm>
	)
}

/** Returns the group with this name, or with this number as the only one in its name. */
export function findByName(groups: readonly Group[], typed: string): Group | null {
	const query = foldText(typed)
	const named = groups.filter(({ name }) => foldText(name) === query)
	const numbered = /^\d+$/.test(query) ? groups.filter(({ name }) => name.match(/\d+/g)?.join() === query) : []
	const [first, ...others] = named.length > 0 ? named : numbered
	return first && others.length === 0 ? first : (named[0] ?? null)
}

/** Swaps a person with another one, who is found by name, city or group. */
export function SwapDialog({
	person,
	people,
	workshop,
	changes,
	onClose,
}: SeatDialogProps & { people: readonly SeatedPerson[] }) {
	const { t } = useTranslation('dashboard')
	const [other, setOther] = useState<SeatedPerson | null>(null)
	const others = people.filter(({ group }) => group && group.id !== person.group?.id)
	return (
		<SeatForm
			title={t('seating.swapTitle', { name: person.participant.name })}
			action={t('seating.swapNow')}
			isReady={other !== null}
			save={async () => other !== null && changes.swap(person, other)}
			onClose={onClose}
		>
			<PersonField
				label={t('seating.swapPerson')}
				hint={t('seating.personHint')}
				workshop={workshop}
				people={others.map(({ participant }) => participant)}
				onChange={(id) => setOther(others.find(({ participant }) => participant.id === id) ?? null)}
			/>
		</SeatForm>
	)
}

/** Sets the further languages of a person (GROUP5). */
export function LanguagesDialog({
	person: { participant },
	run,
	onClose,
}: Pick<SeatDialogProps, 'person' | 'onClose'> & { run: RunCommand }) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const [speaks, setSpeaks] = useState<readonly Locale[]>(participant.speaks ?? [])
	const save = async () =>
		(await run({ type: 'participant.change', participant: participant.id, speaks: [...speaks] })) !== null
	return (
		<SeatForm
			title={t('seating.languagesTitle', { name: participant.name })}
			action={t('details.save')}
			isReady
			save={save}
			onClose={onClose}
		>
			<p>{t('seating.languagesLead', { language: languageName(participant.locale, language) })}</p>
			<fieldset className={pills['pills']}>
				<legend>{t('seating.language')}</legend>
				{LOCALES.map((locale) => (
					<label key={locale} lang={locale}>
						<input
							type="checkbox"
							checked={locale === participant.locale || speaks.includes(locale)}
							disabled={locale === participant.locale}
							onChange={({ target }) =>
								setSpeaks(target.checked ? [...speaks, locale] : speaks.filter((other) => other !== locale))
							}
						/>
						{LOCALE_NAMES[locale]}
					</label>
				))}
			</fieldset>
		</SeatForm>
	)
}

interface SeatFormProps {
	title: string
	action: string
	isReady: boolean
	save: () => Promise<boolean>
	onClose: () => void
	children: ReactNode
}

/** A dialog with a form, which closes once it is saved. */
function SeatForm({ title, action, isReady, save, onClose, children }: SeatFormProps) {
	const { t } = useTranslation()
	const [isSaving, saving] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (isReady && (await saving(save))) onClose()
	}
	return (
		<Dialog title={title} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				{children}
				<div className={styles['actions']}>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button type="submit" variant="primary" busy={isSaving} aria-disabled={!isReady}>
						{action}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}
