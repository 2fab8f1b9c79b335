/** A name of a city or a person as it is compared: the same however somebody typed it. */
export function nameKey(name: string): string {
	return name.trim().normalize('NFC').toLowerCase()
}
