/** A city on the map of the exchange. */
export interface Place {
	/** The value by which practices of this place are filtered. */
	value: string
	/** An ISO 3166 code of two letters. */
	country: string
	latitude: number
	longitude: number
	name: string
	/** The name in Chinese, for a city of China. */
	chinese?: string
}

const SEPARATOR = '|'

/** Returns the value of a place, for `readPlace`. Each city has one, however it is called. */
export function writePlace({ country, latitude, longitude, name, chinese }: Omit<Place, 'value'>): string {
	const parts = [country, latitude.toFixed(2), longitude.toFixed(2), name, ...(chinese ? [chinese] : [])]
	return parts.join(SEPARATOR)
}

/** Returns the place of a value; null if it is none. */
export function readPlace(value: string): Place | null {
	const [country = '', latitude, longitude, name = '', chinese] = value.split(SEPARATOR)
	const at = { latitude: Number(latitude), longitude: Number(longitude) }
	if (name === '' || !(Math.abs(at.latitude) <= 90) || !(Math.abs(at.longitude) <= 180)) return null
	return { value, country, ...at, name, ...(chinese && { chinese }) }
}
