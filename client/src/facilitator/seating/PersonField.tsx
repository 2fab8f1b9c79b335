import { foldText, type Participant, type ParticipantId, type Workshop } from '@charrette/shared'
import { useMemo, useState } from 'react'
import { compareNames } from '../../i18n/compareNames.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Combobox } from '../../ui/Combobox.tsx'

interface PersonFieldProps {
	label: string
	hint?: string | undefined
	workshop: Workshop
	/** The people who can be chosen. */
	people: readonly Participant[]
	onChange: (person: ParticipantId | null) => void
}

/** A field that finds a person by name, city or group. `onChange` gets null for any other text. */
export function PersonField({ label, hint, workshop, people, onChange }: PersonFieldProps) {
	const [typed, setTyped] = useState('')
	const { t } = useTranslation('dashboard')
	const labels = useMemo(() => labelPeople(workshop, people, t('seating.unseated')), [workshop, people, t])
	const byLabel = useMemo(() => new Map([...labels].map(([id, text]) => [foldText(text), id])), [labels])
	const change = (text: string) => {
		setTyped(text)
		onChange(byLabel.get(foldText(text)) ?? null)
	}
	return <Combobox label={label} hint={hint} value={typed} onChange={change} options={[...labels.values()]} />
}

/** Returns a label for each person, sorted by name; equal labels are numbered. */
function labelPeople(workshop: Workshop, people: readonly Participant[], unseated: string): Map<ParticipantId, string> {
	const groups = new Map(workshop.sessions.flatMap((session) => session.groups.map(({ id, name }) => [id, name])))
	const labels = new Map<ParticipantId, string>()
	const taken = new Map<string, number>()
	for (const { id, name, city, group } of [...people].sort((a, b) => compareNames(a.name, b.name))) {
		const text = joinParts([name, city, groups.get(group) ?? unseated])
		const count = (taken.get(text) ?? 0) + 1
		taken.set(text, count)
		labels.set(id, count > 1 ? `${text} (${count})` : text)
	}
	return labels
}
