#pragma once
#include "FileLease.h"
