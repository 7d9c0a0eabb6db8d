"""Of many keys that are missing the doctor says how many, and names one."""

from data.keyring import destroy_wave_key
from data.services import doctor_waves


def test_how_many_keys_of_open_waves_are_missing_is_told_once(make_round) -> None:
    first, second, _ = sorted(make_round().wave.id for _ in range(3))
    destroy_wave_key(second)
    assert doctor_waves.keys().told.startswith(f"that of wave {second} is not in ")
    destroy_wave_key(first)
    told = doctor_waves.keys()
    assert not told.ok
    many = "2 of 3 are not as they should be: "
    assert told.told.startswith(f"{many}that of wave {first} is not in ")
    assert second not in told.told
