import { LIMITS, nameKey, type Participant, type ParticipantId, type Workshop } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { compareNames } from '../../i18n/compareNames.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import styles from '../details.module.css'
import type { RunCommand } from '../useCommand.ts'

/** A facilitator's task about a participant that opens a dialog. */
export type PersonTask = 'correct' | 'merge' | 'remove'

interface PersonDialogProps {
	task: PersonTask
	person: Participant
	workshop: Workshop
	run: RunCommand
	onClose: () => void
}

/** The dialog of a task about one participant. */
export function PersonDialog({ task, ...props }: PersonDialogProps) {
	if (task === 'correct') return <CorrectPerson {...props} />
	if (task === 'merge') return <MergePeople {...props} />
	return <RemovePerson {...props} />
}

type TaskProps = Omit<PersonDialogProps, 'task'>

/**
 * Corrects a person's name and city (PEOPLE3). Only what was changed here is sent: the person may
 * correct their own name meanwhile.
 */
function CorrectPerson({ person: shown, workshop, run, onClose }: TaskProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [person] = useState(shown)
	const [name, setName] = useState(person.name)
	const [city, setCity] = useState(person.city)
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const correction = {
			...(name.trim() !== person.name && { name: name.trim() }),
			...(city.trim() !== person.city && { city: city.trim() }),
		}
		const isChanged = Object.keys(correction).length > 0
		if (!isChanged || (await save(() => run({ type: 'participant.change', participant: person.id, ...correction }))))
			onClose()
	}
	const isComplete = nameKey(name) !== '' && city.trim() !== ''
	return (
		<Dialog title={t('dashboard:people.correct')} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				<TextField
					label={t('dashboard:people.name')}
					value={name}
					onChange={setName}
					maxLength={LIMITS.maxNameLength}
				/>
				<Combobox
					label={t('dashboard:people.city')}
					hint={t('dashboard:people.cityHint')}
					value={city}
					onChange={setCity}
					options={workshop.cities.map((known) => known.name)}
					maxLength={LIMITS.maxCityLength}
				/>
				<div className={styles['actions']}>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
					<Button type="submit" variant="primary" busy={isSaving} disabled={!isComplete}>
						{t('dashboard:details.save')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

/** Merges this person's entry into another one (PEOPLE4), whose name and group are kept. */
function MergePeople({ person, workshop, run, onClose }: TaskProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const showToast = useToast()
	const others = likelyDuplicates(workshop, person)
	const [chosen, setInto] = useState<ParticipantId | ''>(others[0]?.id ?? '')
	// If the chosen person is removed or merged meanwhile, nobody is chosen.
	const into = others.some(({ id }) => id === chosen) ? chosen : ''
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (into === '') return
		const merged = await save(() => run({ type: 'participant.merge', participant: person.id, into }))
		if (!merged) return
		showToast(t('dashboard:people.merged', { name: others.find(({ id }) => id === into)?.name ?? '' }))
		onClose()
	}
	return (
		<Dialog title={t('dashboard:people.mergeTitle', { name: person.name })} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				<p>{t('dashboard:people.mergeLead', { name: person.name })}</p>
				<Select
					label={t('dashboard:people.mergeInto')}
					value={into}
					options={[
						...(into === '' ? [{ value: '' as const, label: '' }] : []),
						...others.map(({ id, name, city }) => ({ value: id, label: `${name} · ${city}` })),
					]}
					onChange={setInto}
				/>
				<div className={styles['actions']}>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
					<Button type="submit" variant="primary" busy={isSaving} disabled={into === ''}>
						{t('dashboard:people.mergeNow')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

/**
 * Returns the other participants: first the participants with a similar name, then those of the
 * same city.
 */
export function likelyDuplicates({ participants }: Pick<Workshop, 'participants'>, person: Participant): Participant[] {
	const key = nameKey(person.name)
	const rank = ({ name, city }: Participant) => {
		const other = nameKey(name)
		if (other === key) return 0
		if (other.startsWith(key) || key.startsWith(other)) return 1
		if (other[0] === key[0] && nameKey(city) === nameKey(person.city)) return 2
		return nameKey(city) === nameKey(person.city) ? 3 : 4
	}
	const others = participants.filter(({ id }) => id !== person.id)
	return others.sort((one, other) => rank(one) - rank(other) || compareNames(one.name, other.name))
}

/** Asks for confirmation before a person is removed, and whether they may return (PEOPLE1). */
function RemovePerson({ person: { id, name }, run, onClose }: TaskProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const showToast = useToast()
	const [mayReturn, setMayReturn] = useState(false)
	const [isSaving, save] = useSave()
	const remove = async () => {
		if (!(await save(() => run({ type: 'participant.remove', participant: id, mayReturn })))) return
		showToast(t('dashboard:people.removed', { name }), 'note', {
			label: t('dashboard:runSheet.undo'),
			onChoose: () => run({ type: 'participant.readmit', participant: id }),
		})
		onClose()
	}
	return (
		<Dialog title={t('dashboard:people.removeTitle', { name })} onClose={onClose}>
			<div className={styles['form']}>
				<p>{t('dashboard:people.removeLead')}</p>
				<CheckField label={t('dashboard:people.mayReturn')} checked={mayReturn} onChange={setMayReturn} />
				<div className={styles['actions']}>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
					<Button variant="danger" busy={isSaving} onClick={remove}>
						{t('dashboard:people.removeNow')}
					</Button>
				</div>
			</div>
		</Dialog>
	)
}
