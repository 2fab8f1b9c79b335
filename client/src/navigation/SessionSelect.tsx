import { currentSession, type SessionId, type Workshop } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'

interface SessionSelectProps {
	workshop: Workshop
	value: SessionId
	onChange: (session: SessionId) => void
	className?: string | undefined
}

/** Chooses a session to look at; nothing if there is only one. It says which one is running. */
export function SessionSelect({ workshop, value, onChange, className }: SessionSelectProps) {
	const { t } = useTranslation()
	const running = currentSession(workshop)?.id
	if (workshop.sessions.length < 2) return null
	const options = workshop.sessions.map(({ id, title }) => ({
		value: id,
		label: id === running ? t('across.running', { session: title }) : title,
	}))
	return (
		<Select label={t('across.session')} value={value} options={options} onChange={onChange} className={className} />
	)
}
